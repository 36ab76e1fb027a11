import type { Problem } from '../foundation/problems/problem.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { IssueSummary, SummaryProblem } from './issue-summary.ts';
import type { LivePublication } from './live-publication.ts';
import type { OpenIssue } from './open-issue.ts';
import type { EditionState, IssueRow } from './protocol/issues.ts';

/** How many messages of each issue were sent, by slug. */
export type SentCounts = ReadonlyMap<string, { readonly people: number; readonly trial: number }>;

/** Lists the issues, newest first, with the state of each edition. */
export function listIssues(issues: readonly OpenIssue[], sent: SentCounts): IssueRow[] {
  return issues.map((issue) => {
    const { slug, version, summary } = issue;
    const problems = problemsOf(issue);
    return {
      slug,
      source: summary?.source ?? '',
      version,
      kind: summary?.kind,
      date: summary?.date ?? /^\d{4}-\d{2}-\d{2}/.exec(slug)?.[0],
      headline: summary?.headline,
      isRead: summary !== undefined,
      errors: count(problems, 'error'),
      warnings: count(problems, 'warning'),
      editions: editionStates(issue),
      sent: sent.get(slug) ?? { people: 0, trial: 0 },
    };
  });
}

/** The state of each edition in which an issue is meant to appear; none until the issue has been read. */
export function editionStates(issue: OpenIssue): EditionState[] {
  const problems = problemsOf(issue);
  return (issue.summary?.editions ?? []).map((edition) => editionState(issue.slug, edition, problems));
}

export function publicationName(live: LivePublication): string {
  const { publication } = live;
  return publication
    ? localisedText(publication.newsletter.name, publication.newsletter.languages.source)
    : 'Courant';
}

const problemsOf = ({ summary, together }: OpenIssue) => [...(summary?.problems ?? []), ...together];

function editionState(
  slug: string,
  { locale, status, isRead, isDraft, progress }: IssueSummary['editions'][number],
  problems: readonly SummaryProblem[],
): EditionState {
  const own = problems.filter(({ file }) => file === `content/${slug}/${locale}.yaml`);
  const errors = count(own, 'error');
  // A file exists even if it contains only mistakes.
  const exists =
    isRead || own.some(({ severity, code }) => severity === 'error' && code !== 'translation-missing');
  // An edition that cannot be rendered is broken, unless its author has not finished it.
  const unfinished = isDraft && errors === 0 ? 'draft' : 'broken';
  return {
    locale,
    status: status ?? (exists ? unfinished : 'missing'),
    ...progress,
    errors,
    warnings: count(own, 'warning'),
  };
}

const count = (problems: readonly SummaryProblem[], severity: Problem['severity']) =>
  problems.filter((problem) => problem.severity === severity).length;
