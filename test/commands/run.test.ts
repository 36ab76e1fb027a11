import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureBuilds } from '../../pipeline/site/measure-builds.ts';
import { copyPublication, courantHere, readText } from './run-courant.ts';

test('the archive holds a page per edition, an index and feeds per language, and no personal parts', async () => {
  const root = await copyPublication();
  await courantHere(root, ['archive']);
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

test('with an error in the shared files, neither the archive nor the readers are affected', async () => {
  const root = await copyPublication();
  await courantHere(root, ['archive']);
  const before = await readText(root, 'dist/en/index.html');
  await appendFile(join(root, 'newsletter.yaml'), '\ncolour: red\n');
  const { code, stdout, stderr } = await courantHere(root, ['run']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/newsletter\.yaml:\d+:1 {2}error {2}unknown-key/);
  expect(stdout).not.toContain('send');
  expect(await readText(root, 'dist/en/index.html')).toBe(before);
  const own = await readdir(join(root, '.courant')).catch(() => []);
  expect(own.filter((name) => /sqlite|outbox/.test(name))).toEqual([]);
  const times = measureBuilds(join(root, '.courant'));
  expect(times[0]?.samples.map(({ labels }) => labels)).toEqual([
    { outcome: 'published' },
    { outcome: 'failed' },
  ]);
});

test('the result is there for programs, too', async () => {
  const root = await copyPublication();
  const { stdout, code } = await courantHere(root, ['run', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ problems: [], dispatches: [], open: [], exitCode: 0 });
});
