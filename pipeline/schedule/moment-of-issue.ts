import { momentIn } from '../foundation/time/parse-moment.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

/**
 * When an issue is sent, in milliseconds since 1970: at its `sendAt`, otherwise on its `date` at the
 * schedule's time in the publication's time zone. Undefined without either; such an issue is sent only by
 * name.
 */
export function momentOfIssue(
  { sendAt, date }: { readonly sendAt: number | undefined; readonly date: string },
  { schedule, timeZone }: ScheduleSettings,
): number | undefined {
  return sendAt ?? (schedule && momentIn(timeZone, date, schedule.at));
}
