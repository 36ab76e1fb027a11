import type { IssuesView, Rule } from './rule.ts';

/**
 * An issue that is still to be sent should be on a day on which an issue is expected, and no two issues
 * should be sent at the same moment.
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
