import type { Issue } from '../content/issue.ts';
import type { DatedIssue } from './read-schedule-ledger.ts';

/** Converts an issue as read from its files. */
export function issueAsDated(issue: Issue): DatedIssue {
  const { slug, date, aliases, sendAt, moment, expires, hold, articles, source } = issue;
  const ready = [...articles.values()].filter(({ status }) => status === 'ready');
  const original = articles.get(source);
  return {
    slug,
    date,
    aliases,
    locales: ready.map(({ locale }) => locale),
    isReady: original?.status === 'ready',
    isWithdrawn: original?.withdrawn !== undefined,
    hold,
    moment,
    isBySchedule: sendAt === undefined,
    expires,
  };
}
