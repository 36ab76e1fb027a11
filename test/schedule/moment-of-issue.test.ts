import { describe, expect, test } from 'vitest';
import { scheduleSchema } from '../../pipeline/publication/newsletter/schedule-schema.ts';
import { momentOfIssue } from '../../pipeline/schedule/moment-of-issue.ts';

const schedule = scheduleSchema.parse({ at: '02:30' });
const at = (date: string, timeZone: string) =>
  new Date(momentOfIssue({ sendAt: undefined, date }, { schedule, timeZone }) ?? NaN).toISOString();

describe('the moment of an issue', () => {
  test('is its sendAt, whatever the schedule says', () => {
    expect(momentOfIssue({ sendAt: 5, date: '2026-11-19' }, { schedule, timeZone: 'UTC' })).toBe(5);
    expect(momentOfIssue({ sendAt: 5, date: '2026-11-19' }, { timeZone: 'UTC' })).toBe(5);
  });

  test('is its date at the hour of the schedule, in the time zone of the publication', () => {
    expect(at('2026-11-19', 'Europe/Amsterdam')).toBe('2026-11-19T01:30:00.000Z');
    expect(at('2026-11-19', 'Pacific/Auckland')).toBe('2026-11-18T13:30:00.000Z');
  });

  test('is none without either', () => {
    expect(momentOfIssue({ sendAt: undefined, date: '2026-11-19' }, { timeZone: 'UTC' })).toBeUndefined();
  });

  test.each([
    ['Europe/Amsterdam', '2027-03-28', '2027-03-28T01:30:00.000Z'],
    ['Europe/Amsterdam', '2026-10-25', '2026-10-25T00:30:00.000Z'],
    ['America/Sao_Paulo', '2026-10-18', '2026-10-18T05:30:00.000Z'],
    ['Africa/Casablanca', '2026-02-15', '2026-02-15T01:30:00.000Z'],
  ])('in %s on %s, when clocks change, is %s', (zone, date, expected) => {
    expect(at(date, zone)).toBe(expected);
  });
});

test('in every time zone an issue goes on its day, once a day and in order, for ten years', () => {
  const zones = Intl.supportedValuesOf('timeZone').filter((_, index) => index % 20 === 0);
  for (const timeZone of zones) {
    let before = -Infinity;
    let day = Temporal.PlainDate.from('2024-01-01');
    while (day.year < 2034) {
      const date = day.toString();
      const moment = momentOfIssue({ sendAt: undefined, date }, { schedule, timeZone }) ?? NaN;
      const wall = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
      if (wall.toPlainDate().toString() !== date || !(moment > before))
        throw new Error(`${timeZone} ${date}`);
      before = moment;
      day = day.add({ days: 1 });
    }
  }
  expect(zones.length).toBeGreaterThan(15);
});
