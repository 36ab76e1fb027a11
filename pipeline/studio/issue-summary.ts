import type { IssueLinks } from '../content/issue-links.ts';
import { appearsIn, sourceOf } from '../content/parse-document.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { TranslationStatus } from '../content/translation/read-translations.ts';
import { type CalendarFacts, calendarFacts } from '../dispatches/coming-issues.ts';
import { issueAsDated } from '../dispatches/issue-as-dated.ts';
import type { DatedIssue } from '../dispatches/read-schedule-ledger.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { isMasked } from '../foundation/sources/mask-lines.ts';
import type { EditionState, IssueRow } from './protocol/issues.ts';

/** What the lists of the studio show of an issue, as plain data, so that its files need not stay in memory. */
export interface IssueSummary extends Pick<IssueRow, 'source' | 'kind' | 'date' | 'headline'> {
  /** The editions in which the issue is meant to appear. */
  readonly editions: readonly EditionSummary[];
  /** The problems of its files, without those that depend on other issues. */
  readonly problems: readonly SummaryProblem[];
  readonly links: IssueLinks;
  /** For the schedule; missing if the source cannot be used. */
  readonly dated?: DatedIssue;
  readonly calendar?: CalendarFacts;
  readonly topics: readonly string[];
}

export type SummaryProblem = Pick<Problem, 'code' | 'severity' | 'file'>;

interface EditionSummary {
  readonly locale: string;
  /** The status of its article; missing if the file makes no article. */
  readonly status?: 'ready' | 'draft';
  /** Whether the file could be read, even if it makes no article. */
  readonly isRead: boolean;
  /** Whether the file says that it is a draft. */
  readonly isDraft: boolean;
  readonly progress: Pick<EditionState, 'done' | 'stale' | 'missing' | 'total'>;
}

/** An issue that was read and checked. */
interface CheckedFiles {
  readonly read: ReadIssue;
  readonly translations: readonly TranslationStatus[];
  readonly problems: readonly Problem[];
  readonly links: IssueLinks;
}

/**
 * Summarises an issue. `locales` are the editions of the publication. `former` is the last headline, which stays while the
 * source cannot be read.
 */
export function summarise(
  { read, translations, problems, links }: CheckedFiles,
  locales: readonly string[],
  former?: string,
): IssueSummary {
  const { slug, issue, documents } = read;
  const [source = '', document] = sourceOf(documents) ?? [];
  const original = issue?.articles.get(source);
  // Even an issue with mistakes may have a headline.
  const written = document?.fields?.['headline'];
  const own = typeof written === 'string' && !isMasked(written) ? written : undefined;
  return {
    source,
    kind: issue?.kind,
    date: issue?.date ?? /^\d{4}-\d{2}-\d{2}/.exec(slug)?.[0],
    headline: original?.headline ?? own ?? (document?.reading.isSound ? undefined : former),
    editions: locales
      .filter((locale) => document === undefined || appearsIn(document, locale))
      .map((locale) => summariseEdition(read, translations, locale)),
    problems: problems.map(({ code, severity, file }) => ({ code, severity, ...(file && { file }) })),
    links,
    ...(issue && { dated: issueAsDated(issue), calendar: calendarFacts(issue) }),
    topics: original?.topics ?? [],
  };
}

function summariseEdition(
  { issue, documents }: ReadIssue,
  translations: readonly TranslationStatus[],
  locale: string,
): EditionSummary {
  const article = issue?.articles.get(locale);
  const document = documents.get(locale);
  return {
    locale,
    ...(article && { status: article.status }),
    isRead: document !== undefined,
    isDraft: document?.fields?.['status'] === 'draft',
    progress: progressOf(translations.find((each) => each.locale === locale)),
  };
}

function progressOf(translation: TranslationStatus | undefined): EditionSummary['progress'] {
  if (translation === undefined) return { done: 0, stale: 0, missing: 0, total: 0 };
  const { done, stale, machine, missing, omitted } = translation.counts;
  return {
    done: done + omitted,
    stale: stale + machine,
    missing,
    total: done + omitted + stale + machine + missing,
  };
}
