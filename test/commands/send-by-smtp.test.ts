import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPublication, courantHere, readText, startHere } from './run-courant.ts';
import { startMailServer, startWebsite } from './start-servers.ts';

const readers = ['anna@example.org', 'bram@example.org', 'carl@example.net'];

/** A publication with readers, a mail server and a website of its own. */
async function prepare({ missing, settings = '' }: { missing?: RegExp; settings?: string } = {}) {
  const root = await copyPublication();
  const mail = await startMailServer();
  const website = await startWebsite(missing);
  const newsletter = await readText(root, 'newsletter.yaml');
  await writeFile(
    join(root, 'newsletter.yaml'),
    newsletter.replace('https://courant.example.org', website.url) + settings,
  );
  const rows = readers.map((address, index) => `${address},${index === 0 ? 'en' : 'nl'}`);
  await writeFile(join(root, 'readers.csv'), ['address,locale', ...rows, ''].join('\n'));
  await courantHere(root, ['subscribers', 'import', 'readers.csv']);
  const environment = { SMTP_URL: mail.url, COURANT_SECRET: 'correct-horse-battery-staple-0123456789' };
  const run = (...args: string[]) => courantHere(root, args, environment);
  const start = (...args: string[]) => startHere(root, args, environment);
  return { root, mail, website, run, start };
}

const addressees = (mail: { received: { to: string[] }[] }) => mail.received.flatMap(({ to }) => to).sort();

test('an audience gets its mail once, after all pages that it links to were requested', async () => {
  const { mail, website, run } = await prepare();
  const first = await run('send', '2026-05-07-bridges', '--yes');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain('3 messages delivered by SMTP.');
  expect(addressees(mail)).toEqual(readers);
  expect(website.asked).toEqual(
    expect.arrayContaining([
      '/en/2026-05-07-bridges/',
      '/nl/2026-05-07-bridges/',
      expect.stringMatching(/^\/unsubscribe\/v1\./),
    ]),
  );
  expect(website.asked.some((path) => /^\/pictures\/.*\.png$/.test(path))).toBe(true);

  const second = await run('send', '2026-05-07-bridges', '--yes');
  expect(second.stdout).toContain('Nothing to send');
  expect(mail.received).toHaveLength(3);
});

type Started = ReturnType<typeof startHere>['started'];

const failOutput = (error: object) => (started: Started) =>
  started.stdout.emit('error', Object.assign(new Error('test'), error));

test.each([
  ['whose output nobody reads any more', 141, failOutput({ code: 'EPIPE' }), ''],
  ['whose output fills the disk', 1, failOutput({ code: 'ENOSPC', syscall: 'write' }), 'disk-failed'],
  ['whose terminal was closed', 3, (started: Started) => started.emit('SIGHUP'), /^Stopping …\n/],
])('a dispatch %s stops as Ctrl-C stops it, and the next one continues', async (_, code, interrupt, said) => {
  const { mail, run, start } = await prepare({ settings: 'delivery:\n  connections: 1\n' });
  const { started, finished } = start('send', '2026-05-07-bridges', '--yes');
  mail.onMessage = () => {
    for (const _time of [1, 2]) interrupt(started);
  };
  expect(await finished).toMatchObject({ code, stderr: expect.stringMatching(said) });
  expect(mail.received).toHaveLength(1);
  mail.onMessage = () => {};
  expect((await run('send', '2026-05-07-bridges', '--yes')).code).toBe(0);
  expect(addressees(mail)).toEqual(readers);
});

test('a missing page holds the mail back', async () => {
  const { mail, run } = await prepare({ missing: /^\/nl\/2026-05-07-bridges\// });
  const { code, stderr } = await run('send', '2026-05-07-bridges', '--yes');
  expect(code).toBe(3);
  expect(stderr).toContain('public-unreachable');
  expect(stderr).toContain('status 404');
  expect(mail.received).toEqual([]);
});

test('an expired issue is sent to nobody, except into the outbox', async () => {
  const { root, mail, run } = await prepare();
  const file = 'content/2026-05-07-bridges/en.yaml';
  const text = await readText(root, file);
  await writeFile(
    join(root, file),
    text.replace('status: ready', 'status: ready\nexpires: 2026-05-09T08:00Z'),
  );
  const { code, stderr } = await run('send', '2026-05-07-bridges', '--yes');
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('issue-expired') });
  expect(mail.received).toEqual([]);
  expect((await run('send', '2026-05-07-bridges', '--outbox')).code).toBe(0);
});

test('messages in the outbox do not count as sent', async () => {
  const { mail, run } = await prepare();
  expect((await run('send', '2026-05-07-bridges', '--outbox')).stdout).toContain(
    '3 messages delivered into the outbox.',
  );
  await run('send', '2026-05-07-bridges', '--yes');
  expect(addressees(mail)).toEqual(readers);
});

test('rejected recipients are named, and retried only by a person\u2019s decision', async () => {
  const { mail, run } = await prepare();
  mail.refused.set('bram@example.org', 550);
  const first = await run('send', '2026-05-07-bridges', '--yes');
  expect(first.stdout).toContain('1 rejected: "courant status" names them.');
  expect((await run('status')).stdout).toMatch(/rejected: bram@example\.org \(550 5\.7\.1/);
  mail.refused.clear();
  await run('send', '2026-05-07-bridges', '--yes');
  expect(addressees(mail)).toEqual(['anna@example.org', 'carl@example.net']);
  const again = await run('send', '2026-05-07-bridges', '--retry-rejected');
  expect(again.stdout).toContain('1 rejected message planned again.');
  expect(addressees(mail)).toEqual(readers);
});

test('a dispatch that pauses automatically says why, with one full stop per sentence', async () => {
  const { root, mail, run } = await prepare();
  const rows = Array.from({ length: 12 }, (_, index) => `reader${index}@example.org`);
  for (const address of rows) mail.refused.set(address, 550);
  await writeFile(join(root, 'more.csv'), ['address', ...rows, ''].join('\n'));
  await courantHere(root, ['subscribers', 'import', 'more.csv']);
  const { stdout } = await run('send', '2026-05-07-bridges', '--yes');
  expect(stdout).toContain(
    'example.org refuses us as the sender (550 5.7.1 not today). "courant send --resume"',
  );
});

test('a correction is a new revision to everybody', async () => {
  const { mail, run } = await prepare();
  await run('send', '2026-05-07-bridges', '--yes');
  await run('send', '2026-05-07-bridges', '--yes', '--correction');
  expect(mail.received).toHaveLength(6);
  const ids = mail.received.map(({ raw }) => /^Message-ID: (.+)$/im.exec(raw.toString())?.[1]);
  expect(new Set(ids).size).toBe(6);
});

test('a dispatch can be paused, resumed, and cancelled permanently', async () => {
  const { root, mail, run } = await prepare();
  mail.refused.set('bram@example.org', 550);
  await run('send', '2026-05-07-bridges', '--yes');
  mail.refused.clear();
  expect((await run('send', '2026-05-07-bridges', '--pause')).stdout).toContain('is paused');
  expect((await run('send', '2026-05-07-bridges', '--yes')).stdout).toContain(
    'The dispatch is paused: by hand.',
  );
  const withoutSecret = await courantHere(root, ['send', '--resume'], { SMTP_URL: mail.url });
  expect(withoutSecret).toMatchObject({ code: 1, stderr: expect.stringContaining('secret-missing') });
  // One of three was refused, which a person should look at.
  expect(await run('send', '--resume')).toMatchObject({ code: 4 });
  expect((await run('send', '--cancel')).stdout).toContain(
    'The dispatch of 2026-05-07-bridges is cancelled.',
  );
  expect((await run('send', '--resume')).stderr).toContain('dispatch-cancelled');
  expect((await run('send', '2026-11-19-november', '--pause')).stderr).toContain('dispatch-none');
  expect(addressees(mail)).toEqual(['anna@example.org', 'carl@example.net']);
});
