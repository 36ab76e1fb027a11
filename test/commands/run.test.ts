import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { copyPublication, courant, readText } from './run-courant.ts';

test('the main job delivers everything once, and the second run sends nothing', async () => {
  const root = await copyPublication();
  const first = await courant(root, ['run']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain('12 messages delivered into the outbox.');
  const outbox = join(root, '.courant/outbox/2026-11-19-november');
  const messages = await readdir(outbox);
  expect(messages).toHaveLength(12);

  const second = await courant(root, ['run']);
  expect(second.code).toBe(0);
  expect(second.stdout).toContain('nothing to send');
  expect(await readdir(outbox)).toEqual(messages);
});

test('each reader gets the edition in their language, filled in', async () => {
  const root = await copyPublication();
  await courant(root, ['run']);
  const folder = join(root, '.courant/outbox/2026-11-19-november');
  const files = await readdir(folder);
  const mails = await Promise.all(
    files.map(async (file) => PostalMime.parse(await readFile(join(folder, file)))),
  );
  const byAddress = new Map(mails.map((mail) => [mail.to?.[0]?.address, mail]));
  const language = (address: string) =>
    byAddress.get(address)?.headers.find(({ key }) => key === 'content-language')?.value;

  expect(language('anouk@example.org')).toBe('nl');
  expect(language('lotte@example.org')).toBe('nl');
  expect(language('sean@example.org')).toBe('en');
  expect(language('juergen@example.org')).toBe('en');
  expect(byAddress.get('zoe@example.org')?.text).toContain('Zoë van \u2019t Hof'.replace('\u2019', "'"));
  for (const mail of mails) {
    for (const part of [mail.html, mail.text, mail.subject]) {
      expect(part).not.toMatch(/[\ufdd0-\ufdef]|\{\{|undefined/);
    }
    expect(mail.html).toContain('/unsubscribe/v1.');
  }
});

test('the archive holds a page per edition, an index and feeds per language, and no personal parts', async () => {
  const root = await copyPublication();
  await courant(root, ['archive']);
  const paths = await readdir(join(root, 'dist'), { recursive: true });
  for (const locale of ['en', 'nl']) {
    for (const file of ['index.html', 'feed.xml', 'feed.json', '2026-05-07-bridges/index.html']) {
      expect(paths).toContain(`${locale}/${file}`);
    }
  }
  const page = await readText(root, 'dist/nl/2026-05-07-bridges/index.html');
  expect(page).toContain('https://courant.example.org/en/2026-05-07-bridges/');
  expect(page).not.toMatch(/unsubscribe|preferences|[\ufdd0-\ufdef]/);
  const index = await readText(root, 'dist/en/index.html');
  expect(index.indexOf('2026-11-19-november/')).toBeLessThan(index.indexOf('2023-07-06-coalition/'));
});

test('with an error anywhere, neither the archive nor the readers are touched', async () => {
  const root = await copyPublication();
  await courant(root, ['archive']);
  const before = await readText(root, 'dist/en/index.html');
  await writeFile(join(root, 'content/2026-05-07-bridges/nl.yaml'), 'headline: 1\n');
  const { code, stdout, stderr } = await courant(root, ['run']);
  expect(code).toBe(1);
  expect(stderr).toContain('content/2026-05-07-bridges/nl.yaml:1:11  error  wrong-type');
  expect(stdout).not.toContain('send');
  expect(await readText(root, 'dist/en/index.html')).toBe(before);
  const own = await readdir(join(root, '.courant')).catch(() => []);
  expect(own.filter((name) => /sqlite|outbox/.test(name))).toEqual([]);
});

test('the result is there for programs, too', async () => {
  const root = await copyPublication();
  const { stdout, code } = await courant(root, ['run', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [],
    dispatch: {
      plan: { issue: '2026-11-19-november', total: 12 },
      delivery: { end: 'finished', accepted: 12 },
    },
  });
});
