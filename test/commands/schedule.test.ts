import { expect, test } from 'vitest';
import { newIssue } from '../../pipeline/commands/new-issue.ts';
import { schedule } from '../../pipeline/commands/schedule.ts';
import { recordRun } from '../../pipeline/dispatches/count-since.ts';
import { withStore } from '../../pipeline/dispatches/with-store.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { readNewsletter } from '../../pipeline/publication/newsletter/read-newsletter.ts';
import { openCommand } from './open-command.ts';

async function scheduled() {
  const command = await openCommand();
  await command.newsletter('schedule: { at: "07:00", days: [monday], window: 6h }');
  command.time.now = Date.parse('2026-03-03T12:00Z');
  return command;
}

test('the coming sends, in words, with the days on which an issue is expected', async () => {
  const { run: go, write } = await scheduled();
  await write('content/april/nl.yaml', 'status: draft\nheadline: April\n');
  const { code, stdout } = await go((context) => schedule(context, { next: 6 }));
  expect(code).toBe(0);
  expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
    'Times are those of Europe/Amsterdam.',
    'Mon, 9 Mar 2026, 07:00   spring  ready',
    'Mon, 16 Mar 2026, 07:00  –       no issue yet',
    'Mon, 23 Mar 2026, 07:00  –       no issue yet',
    'Mon, 30 Mar 2026, 07:00  –       no issue yet',
    'Wed, 1 Apr 2026, 07:00   april   a translation is missing (nl)',
    'Mon, 6 Apr 2026, 07:00   –       no issue yet',
  ]);
  const calendar = await go((context) => schedule(context, { next: 1, ics: true }));
  expect(calendar.stdout).toContain('UID:spring@tiny.example.org\r\n');
  expect(calendar.stdout).toMatch(/END:VCALENDAR\r$/);
});

test('without a send, the calendar is empty and a notice says why', async () => {
  const { run: go } = await openCommand();
  const calendar = await go((context) => schedule(context, { next: 1, ics: true }));
  expect(calendar).toMatchObject({ code: 0, stderr: expect.stringContaining('No issue is scheduled.') });
  expect(calendar.stdout).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(calendar.stdout).not.toContain('VEVENT');
});

test('a missed issue is in it, from the ledger, which the command does not create', async () => {
  const { run: go, time, context } = await scheduled();
  const sends = async () =>
    JSON.parse((await go((each) => schedule(each, { next: 1, json: true }))).stdout).sends;
  time.now = Date.parse('2026-03-09T16:00Z');
  expect(await sends(), 'nothing is missed without a ledger').toMatchObject([{ day: '2026-03-16' }]);
  const newsletter = await readNewsletter(diskFiles(context.root), new Report());
  if (newsletter === undefined) throw new Error('The newsletter cannot be read.');
  const began = Date.parse('2026-03-01T12:00Z');
  await withStore(context, (store) => recordRun(store, 'outbox', newsletter, began));
  expect(await sends()).toEqual([
    {
      moment: '2026-03-09T06:00:00.000Z',
      issue: 'spring',
      headline: 'Spring at the harbour',
      day: '2026-03-09',
      state: 'missed',
      missing: [],
    },
  ]);
});

test('a publication without any moment says how issues get one', async () => {
  const { run: go } = await openCommand();
  const { stdout } = await go((context) => schedule(context, { next: 5 }));
  expect(stdout).toBe(
    'No issue is scheduled. Give an issue a "sendAt", or set "schedule" in newsletter.yaml.',
  );
});

test('"new" proposes the next day of the schedule that no issue has', async () => {
  const { run: go } = await scheduled();
  const create = (title: string) => go((context) => newIssue(context, title, { kind: 'article' }));
  expect((await create('Ice')).stdout).toContain('content/2026-03-16-ice/en.yaml');
  expect((await create('Thaw')).stdout).toContain('content/2026-03-23-thaw/en.yaml');
});
