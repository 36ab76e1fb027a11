import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../../pipeline/foundation/time/parse-duration.ts';
import { dayIn, isDate, momentIn, parseMoment } from '../../../pipeline/foundation/time/parse-moment.ts';

describe('a moment', () => {
  test.each([
    ['2026-03-09', '2026-03-08T23:00Z'],
    ['2026-03-09T08:00', '2026-03-09T07:00Z'],
    ['2026-03-09 08:00', '2026-03-09T07:00Z'],
    ['2026-03-09T08:00:30', '2026-03-09T07:00:30Z'],
    ['2026-07-09T08:00', '2026-07-09T06:00Z'],
    ['2026-03-09T08:00Z', '2026-03-09T08:00Z'],
    ['2026-03-09T08:00:00.000Z', '2026-03-09T08:00Z'],
    ['2026-03-09T08:00+05:30', '2026-03-09T02:30Z'],
    ['2026-03-09T08:00+0100', '2026-03-09T07:00Z'],
  ])('%s is %s for a publication in Amsterdam', (text, expected) => {
    expect(parseMoment(text, 'Europe/Amsterdam')).toBe(Date.parse(expected));
  });

  test.each([
    // The clock goes from 02:00 to 03:00, so that there is no 02:30.
    ['2026-03-29T02:30', '2026-03-29T01:30Z'],
    // The clock goes from 03:00 back to 02:00, so that there are two.
    ['2026-10-25T02:30', '2026-10-25T00:30Z'],
  ])('%s, in the hour that is skipped or doubled, is %s', (text, expected) => {
    expect(parseMoment(text, 'Europe/Amsterdam')).toBe(Date.parse(expected));
  });

  test.each(['', 'soon', '2026-02-30', '2026-03-09T25:00', '2026-03-09T08', '2026-3-9', '09-03-2026'])(
    '%j is none',
    (text) => {
      expect(parseMoment(text, 'UTC')).toBeUndefined();
    },
  );
});

test.each([
  ['90m', 5_400_000],
  ['48h', 172_800_000],
  ['2d', 172_800_000],
  ['1w', 604_800_000],
  ['P2D', 172_800_000],
  ['PT48H', 172_800_000],
  ['P', undefined],
  ['2 days', undefined],
  ['-1d', undefined],
])('the span %s has %s milliseconds', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each([
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['0001-01-01', true],
  ['2026-1-1', false],
])('%s: %s', (text, expected) => {
  expect(isDate(text)).toBe(expected);
});

describe('a time that clocks skip or show twice', () => {
  test.each([
    ['Europe/Amsterdam', '2027-03-28', '02:00', '2027-03-28T01:00Z'],
    ['Europe/Amsterdam', '2027-03-28', '02:30', '2027-03-28T01:30Z'],
    ['Europe/Amsterdam', '2026-10-25', '02:30', '2026-10-25T00:30Z'],
    // Half an hour is skipped and doubled here.
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45Z'],
    // Midnight was skipped here.
    ['America/Sao_Paulo', '2018-11-04', '00:00', '2018-11-04T03:00Z'],
    // A whole day was skipped here.
    ['Pacific/Apia', '2011-12-30', '07:00', '2011-12-30T17:00Z'],
    // The clocks go back for Ramadan, and forward after it.
    ['Africa/Casablanca', '2026-02-15', '02:30', '2026-02-15T01:30Z'],
    ['Africa/Casablanca', '2026-03-22', '02:30', '2026-03-22T02:30Z'],
  ])('in %s on %s at %s is %s', (zone, date, time, expected) => {
    expect(momentIn(zone, date, time)).toBe(Date.parse(expected));
  });

  test('each minute of such a day is a moment of that day', () => {
    const minute = 60_000;
    for (const [zone, date] of [
      ['Europe/Amsterdam', '2026-03-29'],
      ['Europe/Amsterdam', '2026-10-25'],
      ['Australia/Lord_Howe', '2026-10-04'],
    ] as const) {
      const times = Array.from({ length: 24 * 60 }, (_, at) =>
        momentIn(zone, date, new Date(at * minute).toISOString().slice(11, 16)),
      );
      expect(times).not.toContain(undefined);
      const days = times.map((moment) => dayIn(zone, moment ?? 0));
      expect(new Set(days)).toEqual(new Set([date]));
    }
  });

  test('the day of a moment is the one on the wall', () => {
    expect(dayIn('Pacific/Auckland', Date.parse('2026-11-19T12:00Z'))).toBe('2026-11-20');
    expect(dayIn('America/Los_Angeles', Date.parse('2026-11-19T07:00Z'))).toBe('2026-11-18');
  });

  test('a time of day that does not exist is undefined', () => {
    expect(momentIn('UTC', '2026-11-19', '24:30')).toBeUndefined();
  });
});
