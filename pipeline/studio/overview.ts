import type { TranslationStatus } from '../content/translation/read-translations.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { LivePublication } from './live-publication.ts';
import { type OpenIssue, ownLocales, sourceLocale } from './open-issue.ts';
import type { EditionState, IssueRow } from './protocol/issues.ts';

/** How many messages of each issue were sent, by slug. */
export type SentCounts = ReadonlyMap<string, { readonly people: number; readonly trial: number }>;

/** Lists the issues, newest first, with the state of each edition. */
export function listIssues(live: LivePublication, sent: SentCounts): IssueRow[] {
  return live.issues.map((issue) => {
    const source = sourceLocale(issue) ?? '';
    const original = issue.read?.issue?.articles.get(source);
    // Even an issue with mistakes may have a headline.
    const written = issue.read?.documents.get(source)?.fields?.['headline'];
    return {
      slug: issue.slug,
      source,
      version: issue.version,
      kind: issue.read?.issue?.kind,
      date: issue.read?.issue?.date ?? /^\d{4}-\d{2}-\d{2}/.exec(issue.slug)?.[0],
      headline: original?.headline ?? (typeof written === 'string' ? written : undefined),
      isRead: issue.read !== undefined,
      errors: count(issue.problems, 'error'),
      warnings: count(issue.problems, 'warning'),
      editions: editionStates(live, issue),
      sent: sent.get(issue.slug) ?? { people: 0, trial: 0 },
    };
  });
}

/** The state of each edition in which an issue is meant to appear. */
export function editionStates({ locales }: LivePublication, issue: OpenIssue): EditionState[] {
  return ownLocales(issue, locales).map((locale) => editionState(issue, locale));
}

export function publicationName(live: LivePublication): string {
  const { publication } = live;
  return publication
    ? localisedText(publication.newsletter.name, publication.newsletter.languages.source)
    : 'Courant';
}

function editionState({ slug, read, problems, translations }: OpenIssue, locale: string): EditionState {
  const article = read?.issue?.articles.get(locale);
  const translation = translations.find((each) => each.locale === locale);
  const file = `content/${slug}/${locale}.yaml`;
  const own = problems.filter((problem) => problem.file === file);
  // A file exists even if it contains only mistakes.
  const exists =
    read?.documents.has(locale) ||
    own.some(({ severity, code }) => severity === 'error' && code !== 'translation-missing');
  return {
    locale,
    status: article?.status ?? (exists ? unfinished(read, locale, own) : 'missing'),
    ...progress(translation),
    errors: count(own, 'error'),
    warnings: count(own, 'warning'),
  };
}

/**
 * The status of an edition that cannot be rendered: `draft` if its author has not finished it, `broken` if it
 * has errors.
 */
function unfinished(
  read: OpenIssue['read'],
  locale: string,
  problems: readonly Problem[],
): EditionState['status'] {
  const status = read?.documents.get(locale)?.fields?.['status'];
  return status === 'draft' && count(problems, 'error') === 0 ? 'draft' : 'broken';
}

function progress(translation: TranslationStatus | undefined) {
  if (translation === undefined) return { done: 0, stale: 0, missing: 0, total: 0 };
  const { done, stale, machine, missing, omitted } = translation.counts;
  return {
    done: done + omitted,
    stale: stale + machine,
    missing,
    total: done + omitted + stale + machine + missing,
  };
}

const count = (problems: readonly Problem[], severity: Problem['severity']) =>
  problems.filter((problem) => problem.severity === severity).length;
