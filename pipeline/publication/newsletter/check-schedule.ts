import { type Reading, valueAt } from '../../foundation/sources/reading.ts';
import { isDate } from '../../foundation/time/parse-moment.ts';

/**
 * Checks what the schema of `schedule` cannot express: that the days without an issue exist in the calendar,
 * and that no weekday is listed twice.
 */
export function checkSchedule({ tree, report }: Reading): void {
  const listOf = (field: string) => {
    const value = valueAt(tree.value, ['schedule', field]);
    return Array.isArray(value) ? value : [];
  };
  for (const [index, day] of listOf('skip').entries()) {
    if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day) || isDate(day)) continue;
    const message = `The calendar has no day "${day}".`;
    report.add(
      'invalid-value',
      { message, hint: 'Write year-month-day, such as 2026-12-25.' },
      tree.place(['schedule', 'skip', index]),
    );
  }
  const days = listOf('days');
  for (const [index, day] of days.entries()) {
    if (days.indexOf(day) === index) continue;
    report.add(
      'invalid-value',
      { message: `"${day}" is in the list twice.`, hint: 'Name each day once.' },
      tree.place(['schedule', 'days', index]),
    );
  }
}
