import type { IssueEntry } from '../archive/issue-entry.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { WaitingIssue } from './public-issues.ts';
import type { StoredFile } from './stored-files.ts';

/** How much was published. */
export interface SiteSize {
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
}

/** How a build went. */
export interface SiteResult extends SiteSize {
  readonly problems: readonly Problem[];
  /** False when the site was left as it was, because of an error or of the signal. */
  readonly isPublished: boolean;
  /** The issues and the indexes that were made anew, by their names. */
  readonly rendered: readonly string[];
  readonly indexed: readonly string[];
  /** Every issue without errors, in the order of their slugs, public or not. */
  readonly entries: readonly IssueEntry[];
  /** Issues that are ready and not public yet. */
  readonly waiting: readonly WaitingIssue[];
  /** How many issues were as before. */
  readonly kept: number;
}

/** Counts what is published. */
export function sizeOf(files: readonly StoredFile[]): SiteSize {
  return {
    pages: files.filter(({ path }) => path.endsWith('.html')).length,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
  };
}
