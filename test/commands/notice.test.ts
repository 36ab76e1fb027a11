import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { run } from '../../pipeline/commands/run.ts';
import { importFile } from '../../pipeline/commands/subscribers-import.ts';
import {
  claimEditorNotice,
  openEditorNoticeGate,
  settleEditorNotice,
} from '../../pipeline/delivery/ledger/editor-notices.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { kinds } from '../store/support/databases.ts';
import { openCommand } from './open-command.ts';
import { startMailServer } from './start-servers.ts';

const hour = 3_600_000;
const runOnce = (context: Parameters<typeof run>[0]) => run(context, { json: true });

/** The issue "spring" is sent on 9 March at 07:00, and its editors get a notice two hours earlier. */
async function announced(environment: Record<string, string> = {}, more = '') {
  const command = await openCommand(environment);
  environment['XDG_STATE_HOME'] = join(command.root, 'elsewhere');
  await command.newsletter(
    `schedule: { at: "07:00", notice: { before: 2h, to: editors@example.org${more} } }`,
  );
  command.time.now = Date.parse('2026-03-01T12:00Z');
  await command.run(runOnce);
  command.time.now = Date.parse('2026-03-09T06:00Z') - 2 * hour;
  return command;
}

/** The notices in the outbox, the oldest first. */
async function readNotices(root: string) {
  const folder = join(root, '.courant/outbox/notices');
  const files = await readdir(folder).catch(() => []);
  const mails = await Promise.all(
    files.map(async (file) => PostalMime.parse(await readFile(join(folder, file)))),
  );
  return mails.toSorted((a, b) => String(a.date).localeCompare(String(b.date)));
}

const noticesOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout).notices;

test('the editors learn once who gets what, with the subjects, the findings and how to hold it', async () => {
  const { root, time, run: go, newsletter } = await announced();
  time.now -= 1;
  expect(noticesOf(await go(runOnce))).toEqual([]);
  expect(await readNotices(root)).toEqual([]);
  time.now += 1;
  const first = await go(runOnce);
  expect(noticesOf(first)).toEqual([
    { issue: 'spring', to: 'editors@example.org', end: 'sent', problems: [] },
  ]);
  expect(first.code).toBe(0);
  time.now += hour;
  expect(noticesOf(await go(runOnce))).toEqual([]);

  const [mail, ...others] = await readNotices(root);
  expect(others).toEqual([]);
  expect(mail?.from).toMatchObject({ address: 'news@example.org' });
  expect(mail?.to).toMatchObject([{ address: 'editors@example.org' }]);
  expect(mail?.subject).toBe('Spring at the harbour goes out on Monday 9\u00a0March 2026 at 07:00 GMT+1');
  expect(mail?.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
  expect(mail?.text).toContain('English, readers: 2\nSpring at the harbour');
  expect(mail?.text).toContain('Nederlands, readers: 2\nLente in de haven');
  expect(mail?.text).toContain('Findings of the check: 0');
  expect(mail?.text).toContain('courant hold spring');
  expect(mail?.text).toContain('courant studio');
  expect(mail?.html).toContain('Lente in de haven');

  await newsletter(
    'schedule: { at: "10:00", notice: { before: 2h, to: editors@example.org, preview: "https://studio.example.org" } }',
  );
  await go(runOnce);
  time.now = Date.parse('2026-03-09T08:00Z');
  expect(noticesOf(await go(runOnce)), 'another moment').toMatchObject([{ end: 'sent' }]);
  const moved = (await readNotices(root)).at(-1);
  expect(moved?.text).toContain('https://studio.example.org');
  expect(moved?.text).not.toContain('courant studio');
});

test('a notice about an issue that cannot be sent says so', async () => {
  const { root, write, run: go } = await announced();
  await write(
    'content/spring/nl.yaml',
    String(tinyFiles['content/spring/nl.yaml']).replace('ready', 'draft'),
  );
  expect(noticesOf(await go(runOnce))).toMatchObject([{ issue: 'spring', end: 'sent' }]);
  const [draft] = await readNotices(root);
  expect(draft?.text).toContain('It will not go out like this\nNot ready: Nederlands');
  expect(draft?.text).toContain('This edition is not ready.');

  const broken = await announced();
  const source = String(tinyFiles['content/spring/en.yaml']);
  await broken.write('content/spring/en.yaml', source.replace('https://example.org/more', 'not a link'));
  const { stdout, code } = await broken.run(runOnce);
  expect({ notices: noticesOf({ stdout }), code }).toMatchObject({ notices: [{ end: 'sent' }], code: 1 });
  const [mail] = await readNotices(broken.root);
  expect(mail?.text).toContain('It will not go out like this\n');
  expect(mail?.text).toMatch(/content\/spring\/en\.yaml:\d+/);
});

test('a draft near its moment is announced as one, and again when it is ready', async () => {
  const { root, time, write, run: go } = await announced();
  const source = String(tinyFiles['content/spring/en.yaml']);
  await write('content/spring/en.yaml', source.replace('status: ready', 'status: draft'));
  time.now -= 1;
  const before = JSON.parse((await go(runOnce)).stdout);
  expect(before).toMatchObject({ notices: [], next: '2026-03-09T04:00:00.000Z' });
  time.now += 1;
  expect(noticesOf(await go(runOnce))).toMatchObject([{ issue: 'spring', end: 'sent' }]);
  expect(noticesOf(await go(runOnce))).toEqual([]);
  const [draft] = await readNotices(root);
  expect(draft?.subject).toBe(
    'Spring at the harbour is expected on Monday 9\u00a0March 2026 at 07:00 GMT+1 and is not ready',
  );
  expect(draft?.text).toContain('English\nThis edition is not ready.');
  expect(draft?.text).toContain('Nederlands\nLente in de haven');
  expect(draft?.text).not.toContain('courant hold');

  time.now += 1;
  await write('content/spring/en.yaml', source);
  expect(noticesOf(await go(runOnce))).toMatchObject([{ issue: 'spring', end: 'sent' }]);
  expect(await readNotices(root)).toHaveLength(2);

  const broken = await announced();
  const text = source
    .replace('status: ready', 'status: draft')
    .replace('https://example.org/more', 'no link');
  await broken.write('content/spring/en.yaml', text);
  await broken.run(runOnce);
  const [mail] = await readNotices(broken.root);
  expect(mail?.subject).toMatch(/^spring is expected .* and is not ready$/);
  expect(mail?.text).toMatch(/content\/spring\/en\.yaml:\d+/);
});

test('a refused notice is reported, retried, and does not stop the run', async () => {
  const mail = await startMailServer();
  const command = await announced({ SMTP_URL: mail.url, COURANT_SECRET: 'a'.repeat(32) });
  await command.write('readers.csv', 'address,locale\nreader@example.org,nl\n');
  await command.run((context) => importFile(context, 'readers.csv', {}));
  mail.refused.set('editors@example.org', 451);
  const first = await command.run(runOnce);
  expect(first.code).toBe(0);
  expect(first.stderr).toContain(
    'The notice to the editors about "spring" was not sent: 451 4.7.1 not today',
  );
  expect(noticesOf(first)).toMatchObject([{ end: 'planned', problems: [{ code: 'notice-unsent' }] }]);
  mail.refused.clear();
  expect(noticesOf(await command.run(runOnce))).toMatchObject([{ end: 'sent' }]);
  expect(mail.received.map(({ to }) => to)).toEqual([['editors@example.org']]);
  expect(String(mail.received[0]?.raw)).toContain('Nederlands, readers: 1');
});

describe.each(kinds)('on %s', (kind) => {
  test('one of two machines sends a notice, and nobody sends it again after its gate', async () => {
    const store = await createStore(kind);
    const key = { issue: 'spring', transport: 'smtp', moment: 1000, kind: 'draft' } as const;
    const claim = (now: number) => claimEditorNotice(store, key, { now, until: now + 10 });
    const both = await Promise.all([claim(0), claim(0)]);
    expect(both.toSorted()).toEqual([false, true]);
    // The first process died before its gate.
    expect(await claim(9)).toBe(false);
    expect(await claim(10)).toBe(true);
    expect(await openEditorNoticeGate(store, key, { now: 11, until: 10 }), 'the dead one wakes up').toBe(
      false,
    );
    expect(await openEditorNoticeGate(store, key, { now: 11, until: 20 })).toBe(true);
    expect(await claim(10_000)).toBe(false);
    await settleEditorNotice(store, key, { state: 'planned', reply: '451', now: 12 });
    expect(await claim(13), 'a server refused it').toBe(true);
    await settleEditorNotice(store, key, { state: 'sent', reply: null, now: 14 });
    expect(await claim(10_000)).toBe(false);
    for (const other of [
      { ...key, moment: 2000 },
      { ...key, kind: 'ready' as const },
    ])
      expect(await claimEditorNotice(store, other, { now: 15, until: 25 })).toBe(true);
  });
});
