import type { ArchivedIssue } from '../archive/render-issue.ts';
import { appearsIn, sourceOf } from '../content/parse-document.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { TranslationStatus } from '../content/translation/read-translations.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { RenderedView } from './rendered-view.ts';

/** An issue as the studio has it open: the current content of its files. */
export interface OpenIssue {
  readonly slug: string;
  readonly read: ReadIssue | undefined;
  /** Increases with every change that may affect it. */
  readonly version: number;
  readonly problems: readonly Problem[];
  readonly translations: readonly TranslationStatus[];
}

/** The language that an issue is written in; undefined until it is read, and where there is no source. */
export function sourceLocale({ read }: OpenIssue): string | undefined {
  return read && sourceOf(read.documents)?.[0];
}

/** The editions that an issue is meant to have, of those that the publication has. */
export function ownLocales({ read }: OpenIssue, locales: readonly string[]): readonly string[] {
  const [, source] = (read && sourceOf(read.documents)) ?? [];
  return source ? locales.filter((locale) => appearsIn(source, locale)) : locales;
}

/**
 * The same with all of its renderings. A change replaces the whole object, so a rendering that ends late
 * affects nothing.
 */
export interface OpenIssueState extends OpenIssue {
  /** The order in which its files were read. */
  readonly readAt: number;
  problems: readonly Problem[];
  translations: readonly TranslationStatus[];
  views: Map<string, RenderedView>;
  /** By locale: the rendering, in progress or done. */
  viewing: Map<string, Promise<void>>;
  queue: Promise<void>;
  rendering: Promise<RenderedIssue | undefined> | undefined;
  publishing: Promise<ArchivedIssue | undefined> | undefined;
  inspecting: Promise<void> | undefined;
  renderProblems: readonly Problem[];
}

/** An issue of which only the name is known. */
export function createOpenIssue(slug: string, version: number): OpenIssueState {
  return {
    slug,
    version,
    read: undefined,
    readAt: 0,
    problems: [],
    translations: [],
    views: new Map(),
    inspecting: undefined,
    ...nothingRendered(),
  };
}

/** The renderings to repeat. Views stay: the last good one is shown until the next is ready. */
export const nothingRendered = () => ({
  viewing: new Map<string, Promise<void>>(),
  queue: Promise.resolve(),
  rendering: undefined,
  publishing: undefined,
  renderProblems: [],
});
