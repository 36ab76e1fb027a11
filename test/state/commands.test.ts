import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPublication, courantHere, readText } from '../commands/run-courant.ts';
import { startMailServer, startWebsite } from '../commands/start-servers.ts';
import { createDatabase } from '../store/support/databases.ts';

const secret = 'correct-horse-battery-staple-0123456789';

async function prepare() {
  const root = await copyPublication();
  const [mail, website] = [await startMailServer(), await startWebsite()];
  const newsletter = await readText(root, 'newsletter.yaml');
  await writeFile(
    join(root, 'newsletter.yaml'),
    newsletter.replace('https://courant.example.org', website.url),
  );
  const readers = ['anna', 'bram', 'carl'].map((name) => `${name}@example.org,en`);
  await writeFile(join(root, 'readers.csv'), ['address,locale', ...readers, ''].join('\n'));
  await courantHere(root, ['subscribers', 'import', 'readers.csv']);
  const run = (...args: string[]) => courantHere(root, args, { SMTP_URL: mail.url, COURANT_SECRET: secret });
  const addressees = () => mail.received.flatMap(({ to }) => to).sort();
  return {
    root,
    run,
    addressees,
    async backUp() {
      expect((await courantHere(root, ['backup', 'backup.sqlite'])).code).toBe(0);
    },
    restore: () => courantHere(root, ['restore', 'backup.sqlite', '--yes']),
  };
}

test('who was erased or suppressed after a backup gets nothing from it', { timeout: 120_000 }, async () => {
  const { root, run, addressees, backUp, restore } = await prepare();
  await backUp();
  await courantHere(root, ['subscribers', 'erase', 'anna@example.org', '--yes']);
  await courantHere(root, ['subscribers', 'suppress', 'bram@example.org']);
  expect(await restore()).toMatchObject({ code: 0, stderr: expect.stringContaining('2 withdrawals') });
  expect(await run('send', '2026-05-07-bridges', '--yes')).toMatchObject({ code: 0 });
  expect(addressees()).toEqual(['carl@example.org']);
});

test('a restored ledger sends nothing, reports it, and continues once it is accepted', {
  timeout: 240_000,
}, async () => {
  const { root, run, addressees, backUp, restore } = await prepare();
  await backUp();
  expect(await run('send', '2026-05-07-bridges', '--outbox')).toMatchObject({ code: 0 });
  expect(await readdir(root), 'the outbox writes nothing outside').not.toContain('.state-home');
  await restore();
  expect((await run('send', '2026-05-07-bridges', '--yes')).code).toBe(0);
  expect(addressees()).toHaveLength(3);
  expect(await readdir(join(root, '.state-home/courant'))).toHaveLength(1);
  expect(await restore()).toMatchObject({ code: 4, stderr: expect.stringContaining('ledger-restored') });
  expect((await run('status')).stdout).toContain('This ledger does not have all mail that was sent');
  expect(await run('send', '2026-05-07-bridges', '--yes')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('ledger-restored'),
  });
  const { stdout } = await run('status', '--json');
  expect(JSON.parse(stdout).dispatches, 'no plan was written').toEqual([]);
  // The whole folder is lost: a new ledger, and the place in the home knows the publication.
  await rm(join(root, '.courant'), { recursive: true });
  await courantHere(root, ['subscribers', 'import', 'readers.csv']);
  expect(await run('send', '2026-05-07-bridges', '--yes')).toMatchObject({ code: 4 });
  expect(addressees()).toHaveLength(3);
  expect(await run('send', '--accept-ledger')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'There is no terminal to ask on: 2026-05-07-bridges may go to people who have it already. Continue',
    ),
  });
  expect(await run('send', '--accept-ledger', '--yes')).toMatchObject({ code: 0 });
  expect(await run('send', '2026-05-07-bridges', '--yes')).toMatchObject({ code: 0 });
  expect(addressees()).toHaveLength(6);
  // On a new machine, the home has no place.
  await rm(join(root, '.state-home'), { recursive: true });
  expect(await courantHere(root, ['status', '--check'])).toMatchObject({
    code: 4,
    stdout: expect.stringMatching(/The high-water mark of this ledger is not at .*\.state-home/),
  });
});

test('a lost key can be replaced, and the command shows what that loses', { timeout: 120_000 }, async () => {
  const { root, run } = await prepare();
  await courantHere(root, ['subscribers', 'suppress', 'bram@example.org']);
  await courantHere(root, ['subscribers', 'suppress', 'nobody@example.org']);
  await rm(join(root, '.courant/suppression-key'));
  const suppress = () => courantHere(root, ['subscribers', 'suppress', 'carl@example.org']);
  expect(await suppress()).toMatchObject({ code: 1, stderr: expect.stringContaining('suppression-key') });
  const asked = await courantHere(root, ['subscribers', 'rekey']);
  expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining('not-confirmed') });
  expect(asked.stdout).toContain('1 entry will be deleted');
  const done = await courantHere(root, ['subscribers', 'rekey', '--yes', '--json']);
  expect(JSON.parse(done.stdout)).toEqual({ kept: 1, lost: 1 });
  expect(await suppress()).toMatchObject({ code: 0 });
  const add = await run('subscribers', 'add', 'bram@example.org', '--consent', 'by telephone');
  expect(add.stderr).toContain('operator');
});

test('nothing is restored into a folder that is not a publication', async () => {
  const { root, backUp } = await prepare();
  await backUp();
  const { code, stderr } = await courantHere(root, [
    '--root',
    'content',
    'restore',
    'backup.sqlite',
    '--yes',
  ]);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('file-missing') });
  expect(await readdir(join(root, 'content'))).not.toContain('.courant');
});

test('a ledger moves to PostgreSQL with the key of its suppression list, and no other', async () => {
  const { root } = await prepare();
  await courantHere(root, ['subscribers', 'suppress', 'bram@example.org']);
  const { databaseUrl = '' } = await createDatabase('postgres');
  const copy = (key: string) =>
    courantHere(root, ['store', 'copy', '--json'], {
      DATABASE_URL: databaseUrl,
      COURANT_SUPPRESSION_KEY: key,
    });
  expect(await copy('0'.repeat(64))).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('suppression-key'),
  });
  const copied = await copy((await readText(root, '.courant/suppression-key')).trim());
  expect(JSON.parse(copied.stdout)).toMatchObject({ rows: { subscribers: 3, suppressions: 1 } });
  expect(await courantHere(root, ['subscribers', 'list'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('store-moved'),
  });
});
