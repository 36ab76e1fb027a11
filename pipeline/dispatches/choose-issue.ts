import type { IssueEntry } from '../archive/issue-entry.ts';
import type { Issue } from '../content/issue.ts';

/** The issues that are due at this moment, the earliest first. `source` is the source edition's locale. */
export function dueIssues(entries: readonly IssueEntry[], source: string, now: number): IssueEntry[] {
  return entries
    .filter((entry) => {
      const { sendAt = Infinity, expires = Infinity } = entry;
      return isPublished(entry, source) && sendAt <= now && expires > now;
    })
    .sort((a, b) => (a.sendAt ?? 0) - (b.sendAt ?? 0));
}

/** The issue that was published last: the latest date, then the last name. */
export function latest<Dated extends { readonly slug: string; readonly date: string }>(
  issues: readonly Dated[],
): Dated | undefined {
  const key = ({ date, slug }: Dated) => `${date} ${slug}`;
  return [...issues].sort((a, b) => (key(a) < key(b) ? 1 : -1))[0];
}

/** Whether an issue may be sent: its source edition is ready, and was not withdrawn. */
export function isSendable({ articles, source }: Issue): boolean {
  const article = articles.get(source);
  return article?.status === 'ready' && article.withdrawn === undefined;
}

/** The same, of what the site has of an issue: only editions that are ready are there. */
export function isPublished({ editions }: IssueEntry, source: string): boolean {
  return editions.some(({ locale, isWithdrawn }) => locale === source && !isWithdrawn);
}
