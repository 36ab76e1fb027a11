import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../pipeline/store/open-store.ts';
import { copyPublication, courantHere, readText } from './run-courant.ts';
import { startMailServer } from './start-servers.ts';

test('a test send puts one edition of a draft into one mailbox, and nothing into the ledger', async () => {
  const root = await copyPublication();
  const file = join(root, 'content/2026-05-07-bridges/nl.yaml');
  const text = await readText(root, 'content/2026-05-07-bridges/nl.yaml');
  await writeFile(file, text.replace('status: ready', 'status: draft'));
  const { url, received } = await startMailServer();
  const args = [
    'send',
    '2026-05-07-bridges',
    '--test',
    'someone@example.org',
    '--locale',
    'nl_NL',
    '--name',
    'Sam',
  ];
  const { code, stdout } = await courantHere(root, args, { SMTP_URL: url });
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('someone@example.org') });
  expect(received.map(({ to }) => to)).toEqual([['someone@example.org']]);
  const mail = await PostalMime.parse(received[0]?.raw ?? Buffer.alloc(0));
  expect(mail.subject).toBe('Gaat de brug zo open? Veermonde laat het je weten');
  expect(mail.text).toContain('Sam');
  const store = await openStore({ folder: join(root, '.courant') });
  onTestFinished(() => store.close());
  const written = await store.read(async (db) => [
    await db.selectFrom('subscribers').selectAll().execute(),
    await db.selectFrom('dispatches').selectAll().execute(),
  ]);
  expect(written, 'not even the sample readers').toEqual([[], []]);
});

test('a test send in a language without an edition names those that there are', async () => {
  const root = await copyPublication();
  const args = ['send', '--test', 'someone@example.org', '--locale'];
  for (const locale of ['fr', 'no tag', '']) {
    const { code, stderr } = await courantHere(root, [...args, locale], { SMTP_URL: 'smtp://127.0.0.1:9' });
    expect(code).toBe(1);
    expect(stderr).toContain('edition-unknown');
    expect(stderr).toContain('en, nl');
  }
});

test('a language is added to a publication, and an invalid tag is refused', async () => {
  const root = await copyPublication();
  const added = await courantHere(root, ['languages', 'add', 'la', '--json']);
  expect(added.code).toBe(0);
  expect(JSON.parse(added.stdout)).toMatchObject({
    locale: 'la',
    from: 'en',
    fields: ['signOff', 'description', 'sender.replyTo', 'sender.postal'],
  });
  expect(await readText(root, 'locales/la/email.source.json')).toContain('"copied": "Questions and help"');
  const refused = await courantHere(root, ['languages', 'add', 'dutch']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('language-tag');
});

test('without a server, a test send names the missing variable', async () => {
  const root = await copyPublication();
  const { code, stderr } = await courantHere(root, ['send', '--test', 'someone@example.org']);
  expect(code).toBe(1);
  expect(stderr).toContain('smtp-missing');
});

test('a dry run prints who would get what, and writes nothing', async () => {
  const root = await copyPublication();
  const { code, stdout } = await courantHere(root, ['send', '--dry-run']);
  expect(code).toBe(0);
  expect(stdout).toContain('2026-11-19-november: 12 messages to be delivered into the outbox');
  expect(stdout).toContain('nl: 5 readers (4 asked for nl, 1 for a similar language)');
  expect(JSON.parse((await courantHere(root, ['status', '--json'])).stdout).dispatches).toEqual([]);
});

test('an edition that changes after it was planned is reported, and not sent again', async () => {
  const root = await copyPublication();
  await courantHere(root, ['send']);
  const file = 'content/2026-11-19-november/nl.yaml';
  await writeFile(
    join(root, file),
    (await readText(root, file)).replace('status: ready', 'status: ready\nbyline: De redactie'),
  );
  const { stdout } = await courantHere(root, ['send']);
  expect(stdout).toContain('nl: planned before; its content has changed since');
  expect(stdout).toContain('Nothing to send');
});

test('a withdrawn issue and a draft are not sent', async () => {
  const root = await copyPublication();
  const file = 'content/2026-11-19-november/en.yaml';
  const text = await readText(root, file);
  await writeFile(join(root, file), text.replace('status: ready', 'status: ready\nwithdrawn: true'));
  expect((await courantHere(root, ['send', '2026-11-19-november'])).stderr).toContain('issue-withdrawn');
  await writeFile(join(root, file), text.replace('status: ready', 'status: draft'));
  expect((await courantHere(root, ['send', '2026-11-19-november'])).stderr).toContain('issue-not-ready');
});

test('an issue whose translation is missing is refused where the policy says so, before anything is written', async () => {
  const root = await copyPublication();
  await rm(join(root, 'content/2026-11-19-november/nl.yaml'));
  const { code, stderr } = await courantHere(root, ['send']);
  expect(code).toBe(1);
  expect(stderr).toContain('translation-missing');
});

test('an audience gets no mail by SMTP before the pages that it links to are reachable', async () => {
  const root = await copyPublication();
  const { url, received } = await startMailServer();
  await writeFile(join(root, 'readers.csv'), 'address,locale\nreader@example.org,nl\n');
  await courantHere(root, ['subscribers', 'import', 'readers.csv']);
  const environment = { SMTP_URL: url };
  expect((await courantHere(root, ['send', '--yes'], environment)).stderr).toContain('secret-missing');
  const unreachable = (await readText(root, 'newsletter.yaml')).replace(
    'https://courant.example.org',
    'http://127.0.0.1:9',
  );
  await writeFile(join(root, 'newsletter.yaml'), unreachable);
  const secret = { ...environment, COURANT_SECRET: 'a'.repeat(32) };
  expect((await courantHere(root, ['send', '--yes'], secret)).stderr).toContain('public-unreachable');
  expect((await courantHere(root, ['send', '--skip-public-check'], secret)).stderr).toContain(
    'not-confirmed',
  );
  expect(received).toEqual([]);
});
