import type { Issue } from '../content/issue.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { type CalendarIssue, type ComingSend, comingSends } from '../schedule/coming-sends.ts';
import type { IssueStanding } from './read-standings.ts';

/** What a calendar shows of an issue besides its moment. */
export interface CalendarFacts extends Pick<Issue, 'slug' | 'source' | 'editions'> {
  readonly headline: string | undefined;
}

export function calendarFacts({ slug, source, editions, articles }: Issue): CalendarFacts {
  return { slug, source, editions, headline: articles.get(source)?.headline };
}

/** The coming sends of issues whose standing is known. Those without a standing are left out. */
export function comingIssues(
  newsletter: Newsletter,
  issues: readonly CalendarFacts[],
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
  { headline, source, editions }: CalendarFacts,
  { languages }: Newsletter,
): CalendarIssue {
  const intended = editions ?? languages.editions;
  return {
    ...dated,
    headline: headline ?? dated.slug,
    missing: intended.filter((locale) => locale !== source && !dated.locales.includes(locale)),
  };
}
