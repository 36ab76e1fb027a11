import { describe, expect, test } from 'vitest';
import { scheduleSchema } from '../../pipeline/publication/newsletter/schedule-schema.ts';
import { deliveryTimes, spreadOf, timesOfIssue } from '../../pipeline/schedule/delivery-times.ts';
import { due } from '../../pipeline/schedule/due.ts';
import type { ScheduledIssue } from '../../pipeline/schedule/judge-issue.ts';
import { judgeIssues, type ScheduleLedger } from '../../pipeline/schedule/judge-issues.ts';
import { momentOfIssue } from '../../pipeline/schedule/moment-of-issue.ts';
import { nextMoment } from '../../pipeline/schedule/next-moment.ts';
import { publicFrom } from '../../pipeline/schedule/public-from.ts';
import { daysOfYears } from './days-of-years.ts';

const timeZone = 'Europe/Amsterdam';
const schedule = scheduleSchema.parse({ at: '07:00', window: '4h', readersTime: true });
const settings = { timeZone, schedule };
const hour = 3_600_000;

const thirty = [
  ...['Pacific/Kiritimati', 'Pacific/Apia', 'Pacific/Chatham', 'Pacific/Auckland', 'Australia/Lord_Howe'],
  ...['Australia/Sydney', 'Australia/Adelaide', 'Asia/Tokyo', 'Australia/Eucla', 'Asia/Shanghai'],
  ...['Asia/Bangkok', 'Asia/Yangon', 'Asia/Dhaka', 'Asia/Kathmandu', 'Asia/Kolkata', 'Asia/Karachi'],
  ...['Asia/Kabul', 'Asia/Dubai', 'Asia/Tehran', 'Africa/Cairo', 'Europe/Amsterdam', 'Africa/Casablanca'],
  ...['Atlantic/Azores', 'America/Sao_Paulo', 'America/St_Johns', 'America/New_York', 'America/Denver'],
  ...['America/Los_Angeles', 'Pacific/Marquesas', 'Pacific/Pago_Pago'],
];

const issue = (date: string, more: Partial<ScheduledIssue> = {}): ScheduledIssue => ({
  slug: date,
  date,
  isReady: true,
  isWithdrawn: false,
  hold: false,
  moment: momentOfIssue({ sendAt: undefined, date }, settings),
  isBySchedule: true,
  expires: undefined,
  ...more,
});

const ledger: ScheduleLedger = { since: { firstRun: 0, schedule: 0 }, issues: new Map(), zones: [] };
const at = (text: string) => Date.parse(text);

describe('the times of a reader', () => {
  test.each(thirty)(
    'in %s are seven in the morning and the window after it, around every change of clocks',
    (zone) => {
      for (const date of daysOfYears(zone)) {
        const times = timesOfIssue({ sendAt: undefined, date }, settings);
        if (!times) throw new Error(date);
        const { notBefore, notAfter } = deliveryTimes(times, zone);
        const wall = Temporal.Instant.fromEpochMilliseconds(notBefore).toZonedDateTimeISO(zone);
        const early = publicFrom({ sendAt: undefined, date }, settings) ?? Number.NaN;
        if (
          !wall.toPlainDateTime().equals(`${date}T07:00`) ||
          notAfter - notBefore !== 4 * hour ||
          !(early <= notBefore)
        )
          throw new Error(`${zone} ${date}`);
      }
    },
  );

  test.each([null, '', 'Mars/Olympus', 'europe'])('in the zone %j are those of the publication', (zone) => {
    const times = timesOfIssue({ sendAt: undefined, date: '2026-11-19' }, settings);
    expect(times && deliveryTimes(times, zone).notBefore).toBe(at('2026-11-19T06:00Z'));
  });

  test('are the same for everybody with sendAt, and without readersTime', () => {
    const sendAt = at('2026-11-19T08:00Z');
    const fixed = timesOfIssue({ sendAt, date: '2026-11-19' }, settings);
    expect(fixed && deliveryTimes(fixed, 'Asia/Tokyo').notBefore).toBe(sendAt);
    const plain = { timeZone, schedule: { ...schedule, readersTime: false } };
    const times = timesOfIssue({ sendAt: undefined, date: '2026-11-19' }, plain);
    expect(times && deliveryTimes(times, 'Asia/Tokyo').notBefore).toBe(at('2026-11-19T06:00Z'));
    expect(timesOfIssue({ sendAt: undefined, date: '2026-11-19' }, { timeZone })).toBeUndefined();
  });
});

describe('an issue at the hour of its readers', () => {
  const zones = ['Asia/Tokyo', null, 'America/Los_Angeles'];
  const first = at('2026-11-18T22:00Z');
  const last = at('2026-11-19T15:00Z');

  test('is due from the morning of its first reader to the window of its last', () => {
    const times = timesOfIssue({ sendAt: undefined, date: '2026-11-19' }, settings);
    expect(times && spreadOf(times, zones)).toEqual({ first, last });
    const stand = (now: number) =>
      judgeIssues(settings, [issue('2026-11-19')], { ...ledger, zones }, now)[0]?.standing;
    expect(stand(first - 1)).toEqual({ kind: 'upcoming', moment: first });
    for (const now of [first, last + 4 * hour - 1]) expect(stand(now)?.kind).toBe('due');
    for (const now of [last + 4 * hour, last + 40 * hour]) expect(stand(now)?.kind).toBe('missed');
  });

  test('that has readers in no other zone keeps to the hour of the publication', () => {
    const [judged] = judgeIssues(settings, [issue('2026-11-19')], ledger, first);
    expect(judged?.standing).toEqual({ kind: 'upcoming', moment: at('2026-11-19T06:00Z') });
  });
});

describe('the next moment', () => {
  const plain = { timeZone, schedule: { ...schedule, readersTime: false } };
  const issues = [issue('2026-11-26'), issue('2026-11-19'), issue('2026-12-03', { isReady: false })];
  const next = (now: number, more: Partial<ScheduleLedger> = {}) =>
    nextMoment(plain, issues, { ...ledger, ...more }, now);

  test('is that of the next issue, without one that is due already, and undefined if there is none', () => {
    expect(next(at('2026-11-18T00:00Z'))).toBe(at('2026-11-19T06:00Z'));
    expect(next(at('2026-11-19T06:30Z'))).toBe(at('2026-11-26T06:00Z'));
    expect(next(at('2026-12-01T06:00Z'))).toBeUndefined();
    expect(due(plain, issues, ledger, at('2026-11-19T06:30Z')).map(({ slug }) => slug)).toEqual([
      '2026-11-19',
    ]);
  });

  test('of an issue under way is that of its next delivery', () => {
    const begun = new Map([['2026-11-19', { progress: 'open', isHeld: false } as const]]);
    const nextAttemptAt = at('2026-11-19T15:00Z');
    expect(next(at('2026-11-19T07:00Z'), { issues: begun, nextAttemptAt })).toBe(nextAttemptAt);
    expect(next(at('2026-11-19T16:00Z'), { issues: begun, nextAttemptAt })).toBe(at('2026-11-26T06:00Z'));
  });

  test('with readers elsewhere is when the first page may appear', () => {
    expect(nextMoment(settings, issues, ledger, at('2026-11-15T00:00Z'))).toBe(at('2026-11-18T17:00Z'));
  });

  test('does not come while everything is held', () => {
    const held = new Map(issues.map(({ slug }) => [slug, { progress: 'none', isHeld: true } as const]));
    const now = at('2026-11-26T06:00Z');
    expect(next(now, { issues: held })).toBeUndefined();
  });
});
