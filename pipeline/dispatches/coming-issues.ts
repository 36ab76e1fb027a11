import type { Issue } from '../content/issue.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { type CalendarIssue, type ComingSend, comingSends } from '../schedule/coming-sends.ts';
import type { IssueStanding } from './read-standings.ts';

/** The coming sends of issues whose standing is known. Those without a standing are left out. */
export function comingIssues(
  newsletter: Newsletter,
  issues: readonly Issue[],
  standings: readonly IssueStanding[],
  options: { readonly now: number; readonly count: number },
): ComingSend[] {
  const bySlug = new Map(issues.map((issue) => [issue.slug, issue]));
  const judged = standings.flatMap(({ issue, standing }) => {
    const read = bySlug.get(issue.slug);
    return read === undefined ? [] : [{ issue: asCalendarIssue(issue, read, newsletter), standing }];
  });
  return comingSends(newsletter, judged, options);
}

function asCalendarIssue(
  dated: IssueStanding['issue'],
  { articles, source, editions }: Issue,
  { languages }: Newsletter,
): CalendarIssue {
  const intended = editions ?? languages.editions;
  return {
    ...dated,
    headline: articles.get(source)?.headline ?? dated.slug,
    missing: intended.filter((locale) => locale !== source && !dated.locales.includes(locale)),
  };
}
