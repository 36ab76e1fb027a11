import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rehearse } from '../../pipeline/commands/rehearse.ts';
import { status } from '../../pipeline/commands/status.ts';
import type { CommandContext } from '../../pipeline/foundation/program/context.ts';
import { commandLines, readPage } from '../docs/command-lines.ts';
import { missingLine } from '../docs/compare-output.ts';
import { openCommand } from './open-command.ts';
import { copyPublication, courant } from './run-courant.ts';
import { startMailServer } from './start-servers.ts';

const rehearseOnce =
  (slug?: string, json = false) =>
  (context: CommandContext) =>
    rehearse(context, slug, { json });

test('as people start it, a rehearsal shows the sample publication', async () => {
  const root = await copyPublication();
  const { code, stdout, stderr } = await courant(root, ['rehearse']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('12 messages delivered into the outbox.');
  const [line] = commandLines('README.md', readPage('README.md')).filter(({ text }) => text === 'npm start');
  expect(missingLine(line?.output ?? 'No output.', stdout)).toBeUndefined();
});

test('a rehearsal delivers the latest issue once, and the second one sends nothing', async () => {
  const { run, root } = await openCommand();
  const first = await run(rehearseOnce());
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain('4 messages delivered into the outbox.');
  const folder = join(root, '.courant/rehearsal/outbox/april');
  const messages = await readdir(folder);
  expect(messages).toHaveLength(4);
  expect(await readFile(join(folder, messages[0] ?? ''), 'utf8')).toContain('/unsubscribe/v2.');

  const second = await run(rehearseOnce());
  expect(second.code).toBe(0);
  expect(second.stdout).toContain('Nothing to send');
  expect(await readdir(folder)).toEqual(messages);
});

test('nothing of it counts as sent, and nothing of it goes by SMTP', async () => {
  const mail = await startMailServer();
  const { run } = await openCommand({ SMTP_URL: mail.url });
  expect((await run(rehearseOnce())).code).toBe(0);
  expect(mail.received).toEqual([]);
  const { stdout } = await run((context) => status(context, undefined, { json: true }));
  expect(JSON.parse(stdout).dispatches).toEqual([]);
});

test('it shows the next issue to be sent, and breaks no embargo', async () => {
  const { run, root, give } = await openCommand();
  await give('april', 'sendAt: 2026-12-01T08:00');
  const next = await run(rehearseOnce());
  expect(next).toMatchObject({ code: 0, stderr: '' });
  expect(next.stdout).toContain('april, as of 2026-12-01 08:00 Europe/Amsterdam');
  await access(join(root, '.courant/rehearsal/dist/en/april/index.html'));
  await expect(access(join(root, 'dist'))).rejects.toThrow('ENOENT');

  const other = await run(rehearseOnce('spring'));
  expect(other.stdout).toContain('4 messages delivered');
  await access(join(root, 'dist/en/spring/index.html'));
  await expect(access(join(root, 'dist/en/april'))).rejects.toThrow('ENOENT');
});

test('an issue that is not ready, or not there, is not rehearsed', async () => {
  const { context, write } = await openCommand();
  await write('content/april/en.yaml', 'kind: article\ndate: 2026-04-01\nstatus: draft\nheadline: April\n');
  await expect(rehearse(context, 'april', {})).rejects.toMatchObject({
    problems: [{ code: 'issue-not-ready' }],
  });
  await expect(rehearse(context, 'sprint', {})).rejects.toMatchObject({
    problems: [{ code: 'issue-unknown' }],
  });
});

test('the result is there for programs, too', async () => {
  const { run } = await openCommand();
  const { stdout } = await run(rehearseOnce(undefined, true));
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [],
    dispatch: { plan: { issue: 'april', total: 4 }, delivery: { end: 'finished', accepted: 4 } },
    exitCode: 0,
  });
});
