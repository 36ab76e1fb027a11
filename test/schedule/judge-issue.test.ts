import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IssueLedger, judgeIssue, type ScheduledIssue } from '../../pipeline/schedule/judge-issue.ts';

const hour = 3_600_000;
const day = 24 * hour;
const moment = Date.parse('2026-11-19T06:00Z');
const issue: ScheduledIssue = {
  slug: 'spring',
  date: '2026-11-19',
  isReady: true,
  isWithdrawn: false,
  hold: false,
  moment,
  isBySchedule: false,
  expires: undefined,
};
const nothing: IssueLedger = { progress: 'none', isHeld: false };
const since = { firstRun: moment - 30 * day, schedule: moment - 10 * day };

const judge = (
  now: number,
  { progress = 'none', isHeld = false, ...rest }: Partial<ScheduledIssue & IssueLedger> = {},
  counted = since,
) => judgeIssue({ ...issue, ...rest }, { progress, isHeld }, { since: counted, window: day, now });

describe('an issue', () => {
  test.each([
    ['upcoming', moment - 1],
    ['due', moment],
    ['due', moment + day - 1],
    ['missed', moment + day],
    ['missed', moment + 400 * day],
  ])('is %s at %d', (kind, now) => {
    expect(judge(now).kind).toBe(kind);
  });

  test('is only sent by name when it has no moment', () => {
    expect(judge(moment, { moment: undefined })).toEqual({ kind: 'by-name' });
  });

  test.each([
    ['draft', { isReady: false }],
    ['withdrawn', { isWithdrawn: true }],
    ['held', { hold: true }],
    ['held', { isHeld: true }],
    ['settled', { progress: 'settled' }],
  ] as const)('that is %s is neither due nor missed', (kind, change) => {
    for (const now of [moment, moment + 2 * day]) expect(judge(now, change).kind).toBe(kind);
  });

  test('that was held is due again within its window, and missed after it', () => {
    expect(judge(moment + hour, { isHeld: true })).toEqual({ kind: 'held', by: 'name' });
    expect(judge(moment + 2 * hour).kind).toBe('due');
    expect(judge(moment + 2 * day).kind).toBe('missed');
  });

  test('that expires within its window is expired from then on, and due no more', () => {
    const expires = moment + hour;
    expect(judge(moment + hour - 1, { expires }).kind).toBe('due');
    expect(judge(moment + hour, { expires })).toEqual({ kind: 'expired', expires, begun: false });
    expect(judge(moment + hour, { expires, progress: 'open' })).toEqual({
      kind: 'expired',
      expires,
      begun: true,
    });
    expect(judge(moment + hour, { expires, progress: 'settled' }).kind).toBe('settled');
  });

  test('that has begun is continued, however late it is, and with or without a moment', () => {
    expect(judge(moment + 30 * day, { progress: 'open' }).kind).toBe('under-way');
    expect(judge(moment, { progress: 'open', moment: undefined }).kind).toBe('under-way');
  });

  test('whose last edition comes late sends it within the window, and asks a person after it', () => {
    expect(judge(moment + hour, { progress: 'partial' }).kind).toBe('due');
    expect(judge(moment + 2 * day, { progress: 'partial' }).kind).toBe('late-edition');
  });
});

describe('moments from before the first run', () => {
  test('make nothing due and nothing missed', () => {
    const started = { firstRun: moment + 1, schedule: moment + 1 };
    for (const now of [moment + 1, moment + 3 * day]) expect(judge(now, {}, started).kind).toBe('earlier');
    expect(judge(now(), { expires: moment + hour }, started).kind).toBe('earlier');
    expect(judge(now(), { progress: 'partial' }, started).kind).toBe('settled');
    function now() {
      return moment + 3 * day;
    }
  });

  test('count from the first run with the schedule for what the schedule gives, and only for that', () => {
    const changed = { firstRun: moment - day, schedule: moment + 1 };
    expect(judge(moment + hour, { isBySchedule: true }, changed).kind).toBe('earlier');
    expect(judge(moment + hour, { isBySchedule: false }, changed).kind).toBe('due');
  });

  test('do not hold an issue back whose moment is the first run', () => {
    expect(judge(moment, {}, { firstRun: moment, schedule: moment }).kind).toBe('due');
  });
});

test('time leads one way: upcoming, due, then missed or expired; a run sends only inside of the window', () => {
  fc.assert(
    fc.property(
      fc.record({
        moment: fc.integer({ min: 0, max: 1000 }),
        window: fc.integer({ min: 1, max: 100 }),
        expires: fc.option(fc.integer({ min: 1, max: 1200 }), { nil: undefined }),
        firstRun: fc.integer({ min: 0, max: 1000 }),
      }),
      ({ moment, window, expires, firstRun }) => {
        fc.pre(expires === undefined || expires > moment);
        const order = ['upcoming', 'earlier', 'due', 'missed', 'expired'];
        let reached = 0;
        for (let now = 0; now <= 1300; now += 1) {
          const counted = { firstRun, schedule: firstRun };
          const { kind } = judgeIssue({ ...issue, moment, expires }, nothing, {
            since: counted,
            window,
            now,
          });
          expect(order.indexOf(kind)).toBeGreaterThanOrEqual(reached);
          reached = order.indexOf(kind);
          const isDue =
            moment >= firstRun && now >= moment && now < moment + window && now < (expires ?? Infinity);
          expect(kind === 'due').toBe(isDue);
        }
      },
    ),
    { numRuns: 30 },
  );
});
