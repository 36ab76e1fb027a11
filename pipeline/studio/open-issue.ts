import type { ArchivedIssue } from '../archive/render-issue.ts';
import { appearsIn, sourceOf } from '../content/parse-document.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { TranslationStatus } from '../content/translation/read-translations.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { IssueSummary } from './issue-summary.ts';
import type { RenderedView } from './rendered-view.ts';

/** An issue of the studio. `read` has the content of its files once somebody has opened it. */
export interface OpenIssue {
  readonly slug: string;
  readonly read: ReadIssue | undefined;
  /** Increases with every change that may affect this issue. */
  readonly version: number;
  /** The problems of its files, without those that depend on other issues. */
  readonly problems: readonly Problem[];
  readonly translations: readonly TranslationStatus[];
  /** The last summary; undefined until the issue has been read for the first time. */
  readonly summary: IssueSummary | undefined;
  /** Whether the summary describes the files as they are now. */
  readonly isSummarised: boolean;
  /** The problems that depend on other issues. */
  readonly together: readonly Problem[];
}

/**
 * The language in which an issue is written; undefined until it has been read, and when there is no source.
 */
export function sourceLocale({ read }: OpenIssue): string | undefined {
  return read && sourceOf(read.documents)?.[0];
}

/** The locales in which an issue is meant to appear, out of `locales`. */
export function ownLocales({ read }: OpenIssue, locales: readonly string[]): readonly string[] {
  const [, source] = (read && sourceOf(read.documents)) ?? [];
  return source ? locales.filter((locale) => appearsIn(source, locale)) : locales;
}

/**
 * An open issue with its renderings. Each change replaces the whole object, so that a rendering that ends
 * late has no effect.
 */
export interface OpenIssueState extends OpenIssue {
  /** The order in which its files were read. */
  readonly readAt: number;
  /** The version since which its pictures are as they are. A view with earlier ones has another description. */
  readonly filesAt: number;
  problems: readonly Problem[];
  translations: readonly TranslationStatus[];
  summary: IssueSummary | undefined;
  isSummarised: boolean;
  together: readonly Problem[];
  views: Map<string, RenderedView>;
  /** The rendering of each locale, in progress or done. */
  viewing: Map<string, Promise<void>>;
  queue: Promise<void>;
  rendering: Promise<RenderedIssue | undefined> | undefined;
  publishing: Promise<ArchivedIssue | undefined> | undefined;
  inspecting: Promise<void> | undefined;
  renderProblems: readonly Problem[];
}

/** Creates an issue of which only the name is known. */
export function createOpenIssue(slug: string, version: number): OpenIssueState {
  return {
    slug,
    version,
    read: undefined,
    readAt: 0,
    filesAt: 0,
    problems: [],
    translations: [],
    summary: undefined,
    isSummarised: false,
    together: [],
    views: new Map(),
    inspecting: undefined,
    ...nothingRendered(),
  };
}

/** Resets the renderings. The views stay, because the last good one is shown until the next is ready. */
export const nothingRendered = () => ({
  viewing: new Map<string, Promise<void>>(),
  queue: Promise.resolve(),
  rendering: undefined,
  publishing: undefined,
  renderProblems: [],
});
