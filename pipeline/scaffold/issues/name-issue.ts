import { reservedSlugs } from '../../archive/site-paths.ts';
import { isSlug } from '../../content/check-object.ts';
import type { IssueLinks } from '../../content/issue-links.ts';
import { createProblem, fail, type Problem } from '../../foundation/problems/problem.ts';
import { dayIn, isDate } from '../../foundation/time/parse-moment.ts';
import { nextFreeDay } from '../../schedule/schedule-days.ts';
import type { ScheduleSettings } from '../../schedule/schedule-settings.ts';

/** The names and the days of an issue, as far as they concern a new issue. */
export type TakenNames = Pick<IssueLinks, 'slug' | 'aliases'> & Partial<Pick<IssueLinks, 'sends'>>;

/** The next day of the schedule without an issue; today when the schedule has no days. */
export function proposeDay(settings: ScheduleSettings, issues: readonly TakenNames[], now: number): string {
  const taken = new Set(issues.flatMap(({ sends }) => sends?.day ?? []));
  return nextFreeDay(settings, taken, now) ?? dayIn(settings.timeZone, now);
}

/**
 * The name of an issue: the day and the words of the title. A title that already begins with a day keeps it.
 * Fails with `issue-slug` when the title has no letters or digits.
 */
export function nameIssue(title: string, day: string): string {
  const words = isSlug(title) ? title : wordsOf(title);
  const [own] = /^\d{4}-\d{2}-\d{2}(?=-)/.exec(words) ?? [];
  const slug = own === undefined ? `${day}-${words}` : words;
  if (words === '' || !isSlug(slug) || !isDate(slug.slice(0, 10))) fail('issue-slug', { slug: title });
  return slug;
}

/** Converts a title to lower-case letters without accents and digits, with hyphens between the words. */
function wordsOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\p{M}'\u2019]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 80)
    .replace(/-$/, '');
}

/**
 * Why an issue cannot have this name. `own` is the present name of the issue, whose former names it may take
 * back; undefined for a new issue.
 */
export function refuseName(slug: string, issues: readonly TakenNames[], own?: string): Problem | undefined {
  if (!isSlug(slug)) return createProblem('issue-slug', { slug });
  if (reservedSlugs.includes(slug)) return createProblem('slug-reserved', { slug });
  if (issues.some((issue) => issue.slug === slug)) return createProblem('issue-exists', { slug });
  const other = issues.find(
    (issue) => issue.slug !== own && issue.aliases.some((each) => each.slug === slug),
  );
  return other && createProblem('address-taken', { slug, other: other.slug });
}
