import { momentIn } from '../foundation/time/parse-moment.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';

/** The settings that the moment of an issue depends on. */
export type ScheduleSettings = Pick<Newsletter, 'timeZone'> & Partial<Pick<Newsletter, 'schedule'>>;

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
