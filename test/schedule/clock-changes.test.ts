import fc from 'fast-check';
import { Temporal as Polyfill } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { scheduleSchema } from '../../pipeline/publication/newsletter/schedule-schema.ts';
import { due } from '../../pipeline/schedule/due.ts';
import type { IssueLedger, ScheduledIssue } from '../../pipeline/schedule/judge-issue.ts';
import { momentOfIssue } from '../../pipeline/schedule/moment-of-issue.ts';
import { nextMoment } from '../../pipeline/schedule/next-moment.ts';
import { daysOfYears } from './days-of-years.ts';

const minute = 60_000;

const momentAt = (timeZone: string, date: string, at: string) =>
  momentOfIssue({ sendAt: undefined, date }, { timeZone, schedule: scheduleSchema.parse({ at }) }) ??
  Number.NaN;

describe('on a night when clocks change', () => {
  test.each([
    ['Europe/Amsterdam', '2027-03-28', '02:30', '2027-03-28T01:30Z', 'skipped, so an hour later on the wall'],
    ['Europe/Amsterdam', '2026-10-25', '02:30', '2026-10-25T00:30Z', 'the first of two'],
    ['America/Sao_Paulo', '2018-11-04', '00:30', '2018-11-04T03:30Z', 'midnight itself was skipped'],
    ['America/Sao_Paulo', '2018-02-17', '23:30', '2018-02-18T01:30Z', 'the first of two'],
    ['America/Sao_Paulo', '2026-11-01', '00:30', '2026-11-01T03:30Z', 'clocks change there no more'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45Z', 'half an hour is skipped'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45Z', 'half an hour comes twice'],
    ['Africa/Casablanca', '2026-02-15', '02:30', '2026-02-15T01:30Z', 'Ramadan begins: the first of two'],
    ['Africa/Casablanca', '2026-03-22', '02:30', '2026-03-22T02:30Z', 'Ramadan is over: skipped'],
    ['Pacific/Apia', '2011-12-31', '07:00', '2011-12-30T17:00Z', 'the day after one that there was not'],
  ])('in %s on %s at %s an issue goes at %s: %s', (timeZone, date, at, expected) => {
    expect(new Date(momentAt(timeZone, date, at)).toISOString()).toBe(new Date(expected).toISOString());
  });

  test('an issue is sent once, on its own day and in order, in every zone and at every hour', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    for (const [index, timeZone] of zones.entries()) {
      const at = ['00:00', '00:30', '01:45', '02:15', '02:30', '03:00', '23:30'][index % 7] ?? '07:00';
      const schedule = scheduleSchema.parse({ at });
      let before = Number.NEGATIVE_INFINITY;
      for (const date of daysOfYears(timeZone)) {
        const moment = momentOfIssue({ sendAt: undefined, date }, { timeZone, schedule }) ?? Number.NaN;
        const wall = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
        if (wall.toPlainDate().toString() !== date || !(moment > before))
          throw new Error(`${timeZone} ${date}`);
        before = moment;
      }
    }
    expect(zones.length).toBeGreaterThan(400);
  });
});

const changing = ['Europe/Amsterdam', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Africa/Casablanca'];
const days = new Map(changing.map((zone) => [zone, daysOfYears(zone)]));

test('the polyfill of Node 24 reads every clock as Temporal of Node 26 does', () => {
  for (const timeZone of changing)
    for (const date of days.get(timeZone) ?? [])
      for (const at of ['00:30', '01:45', '02:15', '02:30']) {
        const local = Polyfill.PlainDateTime.from(`${date}T${at}`);
        const { epochMilliseconds } = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
        if (momentAt(timeZone, date, at) !== epochMilliseconds) throw new Error(`${timeZone} ${date} ${at}`);
      }
  expect(typeof globalThis.Temporal).toBe('object');
});

/** Five issues on days around a change, and a schedule that has one in the night or in the morning. */
const game = fc
  .record({
    timeZone: fc.constantFrom(...changing),
    at: fc.constantFrom('00:00', '00:30', '01:45', '02:15', '02:30', '07:00', '23:30'),
    from: fc.nat(),
    readersTime: fc.boolean(),
    zones: fc.subarray(['Pacific/Kiritimati', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Pago_Pago', null]),
  })
  .map(({ timeZone, at, from, readersTime, zones }) => {
    const all = days.get(timeZone) ?? [];
    const settings = { timeZone, schedule: scheduleSchema.parse({ at, window: '6h', readersTime }) };
    const start = from % (all.length - 5);
    const issues = all.slice(start, start + 5).map(
      (date): ScheduledIssue => ({
        slug: date,
        date,
        isReady: true,
        isWithdrawn: false,
        hold: false,
        moment: momentOfIssue({ sendAt: undefined, date }, settings),
        isBySchedule: true,
        expires: undefined,
      }),
    );
    return { settings, issues, zones };
  });

describe('a process that sleeps until the next moment', () => {
  test('sends each issue once, in order, to the millisecond, and then has nothing to do', () => {
    fc.assert(
      fc.property(game, ({ settings, issues, zones }) => {
        const settled = new Map<string, IssueLedger>();
        const ledger = { since: { firstRun: 0, schedule: 0 }, issues: settled, zones };
        let now = Math.min(...issues.map(({ moment = 0 }) => moment)) - 100 * 60 * minute;
        const sent: string[] = [];
        for (let rounds = 0; rounds < 50; rounds += 1) {
          for (const { slug } of due(settings, issues, ledger, now)) {
            sent.push(slug);
            settled.set(slug, { progress: 'settled', isHeld: false });
          }
          const next = nextMoment(settings, issues, ledger, now);
          if (next === undefined) break;
          expect(next).toBeGreaterThan(now);
          expect(due(settings, issues, ledger, next - 1)).toEqual([]);
          now = next;
        }
        expect(sent).toEqual(issues.map(({ slug }) => slug));
      }),
      { numRuns: 60 },
    );
  });

  test('makes no other decision than a cron line every half hour, which sends each issue within its window', () => {
    fc.assert(
      fc.property(game, fc.integer({ min: 0, max: 29 }), ({ settings, issues }, offset) => {
        const settled = new Map<string, IssueLedger>();
        const ledger = { since: { firstRun: 0, schedule: 0 }, issues: settled, zones: [] };
        const sent = new Map<string, number>();
        for (const { moment = 0 } of issues) {
          for (
            let now = moment - 30 * minute + offset * minute;
            now < moment + 60 * minute;
            now += 30 * minute
          )
            for (const { slug } of due(settings, issues, ledger, now)) {
              sent.set(slug, now);
              settled.set(slug, { progress: 'settled', isHeld: false });
            }
        }
        for (const { slug, moment = 0 } of issues) {
          const late = (sent.get(slug) ?? Number.NaN) - moment;
          expect(late >= 0 && late < 30 * minute, `${slug} ${late}`).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('that slept through the window sends nothing stale', () => {
    fc.assert(
      fc.property(game, fc.integer({ min: 0, max: 1000 }), ({ settings, issues }, minutes) => {
        const ledger = {
          since: { firstRun: 0, schedule: 0 },
          issues: new Map<string, IssueLedger>(),
          zones: [],
        };
        const [first, ...others] = issues;
        if (first?.moment === undefined) throw new Error('It has a moment.');
        const later = first.moment + 6 * 60 * minute + minutes * minute;
        const sent = due(settings, issues, ledger, later).map(({ slug }) => slug);
        expect(sent).not.toContain(first.slug);
        const inWindow = others.filter(
          ({ moment = 0 }) => moment <= later && later < moment + 6 * 60 * minute,
        );
        expect(sent).toEqual(inWindow.map(({ slug }) => slug));
      }),
      { numRuns: 60 },
    );
  });
});
