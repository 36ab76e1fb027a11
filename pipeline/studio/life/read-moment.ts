import { fail } from '../../foundation/problems/problem.ts';
import { momentIn } from '../../foundation/time/parse-moment.ts';
import { temporal } from '../../foundation/time/temporal.ts';
import type { MomentView } from '../protocol/life.ts';

/**
 * The moment at which clocks in a time zone show this date and time. Fails with `invalid-date`. A time that
 * clocks skip when they go forward has the time that they show instead.
 */
export function readMoment(timeZone: string, date: string, time: string): MomentView {
  const at = momentIn(timeZone, date, time);
  if (at === undefined) return fail('invalid-date', { value: `${date} ${time}` });
  const shown = temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const clock = shown.toPlainTime().toString({ smallestUnit: 'minute' });
  return { at, skippedTo: clock === time ? undefined : clock };
}
