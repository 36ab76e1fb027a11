import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scheduleSchema } from '../../pipeline/publication/newsletter/schedule-schema.ts';
import { type CalendarIssue, comingSends } from '../../pipeline/schedule/coming-sends.ts';
import type { Standing } from '../../pipeline/schedule/judge-issue.ts';
import { momentOfIssue } from '../../pipeline/schedule/moment-of-issue.ts';
import { nextFreeDay, oddityOf } from '../../pipeline/schedule/schedule-days.ts';
import { toICalendar } from '../../pipeline/schedule/to-icalendar.ts';

const schedule = scheduleSchema.parse({ at: '07:00', days: ['tuesday', 'thursday'], skip: ['2026-12-24'] });
const settings = { timeZone: 'Europe/Amsterdam', schedule };
/** A Thursday, an hour after the schedule's. */
const now = Date.parse('2026-12-10T07:00Z');

const issue = (date: string, standing: Standing, more: Partial<CalendarIssue> = {}) => ({
  issue: {
    slug: `${date}-a`,
    date,
    headline: `Of ${date}`,
    missing: [],
    isReady: true,
    isWithdrawn: false,
    hold: false,
    moment: momentOfIssue({ sendAt: undefined, date }, settings),
    isBySchedule: true,
    expires: undefined,
    ...more,
  },
  standing,
});
const upcoming: Standing = { kind: 'upcoming', moment: 0 };

describe('the coming sends', () => {
  const show = (issues: Parameters<typeof comingSends>[1], count = 6) =>
    comingSends(settings, issues, { now, count }).map(({ day, issue: slug, state }) => [day, slug, state]);

  test('are issues and expected days in order, without days that are taken, skipped or past', () => {
    const issues = [
      issue('2026-12-29', upcoming),
      issue('2026-12-15', upcoming, { missing: ['nl'] }),
      issue('2026-12-17', { kind: 'draft' }, { isReady: false }),
      issue('2026-12-12', { kind: 'held', by: 'file' }),
      issue('2026-12-31', { kind: 'withdrawn' }, { isWithdrawn: true }),
    ];
    expect(show(issues)).toEqual([
      ['2026-12-12', '2026-12-12-a', 'held'],
      ['2026-12-15', '2026-12-15-a', 'missing-translation'],
      ['2026-12-17', '2026-12-17-a', 'draft'],
      ['2026-12-22', undefined, 'expected'],
      ['2026-12-29', '2026-12-29-a', 'ready'],
      ['2027-01-05', undefined, 'expected'],
    ]);
    expect(show(issues, 1)).toHaveLength(1);
  });

  test('begin with what somebody must decide about, and leave out what is settled or forgotten', () => {
    const old = issue('2026-01-06', { kind: 'draft' }, { isReady: false });
    const missed = issue('2026-12-08', { kind: 'missed', moment: 0, until: 0 });
    const due = issue('2026-12-10', { kind: 'due', moment: 0, until: 0 });
    const sent = issue('2026-12-15', { kind: 'settled' });
    const byName = issue('2026-12-17', { kind: 'by-name' }, { moment: undefined });
    expect(show([old, missed, due, sent, byName], 3)).toEqual([
      ['2026-12-08', '2026-12-08-a', 'missed'],
      ['2026-12-10', '2026-12-10-a', 'due'],
      ['2026-12-17', undefined, 'expected'],
    ]);
  });

  test('of a publication without days are its issues alone', () => {
    const plain = { timeZone: 'UTC', schedule: scheduleSchema.parse({ at: '07:00' }) };
    const sends = comingSends(plain, [issue('2026-12-15', upcoming)], { now, count: 5 });
    expect(sends).toMatchObject([{ day: '2026-12-15', state: 'ready' }]);
    expect(comingSends({ timeZone: 'UTC' }, [], { now, count: 5 })).toEqual([]);
  });
});

test('the next free day is expected, not skipped and not taken', () => {
  expect(nextFreeDay(settings, new Set(), now)).toBe('2026-12-15');
  expect(nextFreeDay(settings, new Set(['2026-12-15', '2026-12-17', '2026-12-22']), now)).toBe('2026-12-29');
  expect(nextFreeDay(settings, new Set(), Date.parse('2026-12-10T05:59Z'))).toBe('2026-12-10');
  expect(nextFreeDay({ timeZone: 'UTC' }, new Set(), now)).toBeUndefined();
  expect(oddityOf(settings, '2026-12-24')).toBe('skipped');
  expect(oddityOf(settings, '2026-12-25')).toBe('weekday');
  expect(oddityOf(settings, '2026-12-29')).toBeUndefined();
});

describe('the calendar', () => {
  const calendar = (name: string, headline = name) =>
    toICalendar(
      comingSends(settings, [issue('2026-12-15', upcoming, { headline, missing: ['nl'] })], {
        now,
        count: 2,
      }),
      { name, host: 'news.example.org' },
    );

  test('has an entry for each send, as RFC 5545 wants it, and the same bytes each time', () => {
    const text = calendar('Quay; news, and more');
    expect(text).toBe(calendar('Quay; news, and more'));
    expect(text.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Courant//Schedule//EN',
      'CALSCALE:GREGORIAN',
      'X-WR-CALNAME:Quay\\; news\\, and more',
      'BEGIN:VEVENT',
      'UID:2026-12-15-a@news.example.org',
      'DTSTAMP:20261215T060000Z',
      'DTSTART:20261215T060000Z',
      'DURATION:PT15M',
      'SUMMARY:Quay\\; news\\, and more (a translation is missing (nl))',
      'DESCRIPTION:2026-12-15-a',
      'STATUS:TENTATIVE',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:expected-2026-12-17@news.example.org',
      'DTSTAMP:20261217T060000Z',
      'DTSTART:20261217T060000Z',
      'DURATION:PT15M',
      'SUMMARY:no issue yet',
      'STATUS:TENTATIVE',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  test('folds every line at 75 octets, cuts no character, and loses none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (headline) => {
        const text = calendar('Quay', headline);
        const bytes = text.split('\r\n').map((line) => new TextEncoder().encode(line).length);
        expect(Math.max(...bytes)).toBeLessThanOrEqual(75);
        expect(text.isWellFormed()).toBe(true);
        const unfolded = text.replaceAll('\r\n ', '');
        const [, summary = ''] = /^SUMMARY:(.*)$/m.exec(unfolded) ?? [];
        const read = summary.replaceAll(/\\([\\;,n])/g, (_, each) => (each === 'n' ? '\n' : each));
        const plain = headline.replaceAll(/\r\n|\r|\n/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ' ');
        expect(read).toBe(`${plain} (a translation is missing (nl))`);
      }),
      { numRuns: 200 },
    );
  });
});
