import type { ArchivedIssue } from '../archive/render-issue.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { TranslationStatus } from '../content/translation/read-translations.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { Look } from './look.ts';

/** An issue on the workbench: what its files say now, and the last good look of each edition. */
export interface BenchIssue {
  readonly slug: string;
  readonly read: ReadIssue | undefined;
  /** Counts up with every change that may show in it. */
  readonly version: number;
  readonly problems: readonly Problem[];
  readonly translations: readonly TranslationStatus[];
}

/** The same with all that is being made of it. A change puts another in its place; what is late finds itself alone. */
export interface Bench extends BenchIssue {
  /** When its files were read, as a count. */
  readonly readAt: number;
  problems: readonly Problem[];
  translations: readonly TranslationStatus[];
  looks: Map<string, Look>;
  /** By locale: the rendering that is under way, or done. */
  looking: Map<string, Promise<void>>;
  queue: Promise<void>;
  rendering: Promise<RenderedIssue | undefined> | undefined;
  publishing: Promise<ArchivedIssue | undefined> | undefined;
  inspecting: Promise<void> | undefined;
  renderProblems: readonly Problem[];
}

/** An issue of which nothing but its name is known. */
export function createBench(slug: string, version: number): Bench {
  return {
    slug,
    version,
    read: undefined,
    readAt: 0,
    problems: [],
    translations: [],
    looks: new Map(),
    inspecting: undefined,
    ...nothingRendered(),
  };
}

/** What is to be rendered anew. Looks are not of it: the last good one is shown until there is another. */
export const nothingRendered = () => ({
  looking: new Map<string, Promise<void>>(),
  queue: Promise.resolve(),
  rendering: undefined,
  publishing: undefined,
  renderProblems: [],
});
