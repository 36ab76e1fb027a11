import type { IssuesView, Rule } from './rule.ts';

/**
 * The days of issues that are still to be sent. An issue may have a day on which none is expected, or the same moment as
 * another issue.
 */
export const scheduledDays: Rule<IssuesView> = {
  family: 'schedule',
  codes: ['schedule-day', 'schedule-clash'],
  *check({ issues, asOf }) {
    const taken = new Map<number, string>();
    for (const { slug, sends, isHeld } of issues) {
      if (sends === undefined || sends.moment <= asOf) continue;
      const { day, moment, oddity, file, path } = sends;
      const at = { file, path };
      if (oddity !== undefined) yield { code: 'schedule-day', data: { day, oddity }, at };
      if (isHeld) continue;
      const other = taken.get(moment);
      if (other === undefined) taken.set(moment, slug);
      else yield { code: 'schedule-clash', data: { day, other }, at };
    }
  },
};
