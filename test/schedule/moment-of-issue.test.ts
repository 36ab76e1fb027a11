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
});
