import { describe, expect, test } from 'vitest';
import { isDate, parseDuration, parseMoment } from '../../pipeline/content/time.ts';

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
