import { fail } from '../foundation/problems/problem.ts';
import { parseDuration } from '../foundation/time/parse-duration.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';

/** The settings that decide when issues are sent. */
export type ScheduleSettings = Pick<Newsletter, 'timeZone'> & Partial<Pick<Newsletter, 'schedule'>>;

/** How late an issue may be sent, in ms. The default is a day. */
export function windowOf({ schedule }: Partial<Pick<Newsletter, 'schedule'>>): number {
  return milliseconds(schedule?.window ?? '1d');
}

/** How long before an issue the editors get their notice, in ms; undefined without a notice. */
export function noticeBefore({ schedule }: Partial<Pick<Newsletter, 'schedule'>>): number | undefined {
  return schedule?.notice && milliseconds(schedule.notice.before);
}

function milliseconds(text: string): number {
  return parseDuration(text) ?? fail('invalid-value', { message: `"${text}" is not a span of time.` });
}
