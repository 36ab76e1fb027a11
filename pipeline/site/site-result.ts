import type { IssueEntry } from '../archive/issue-entry.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { WaitingIssue } from './public-issues.ts';
import type { StoredFile } from './stored-files.ts';

/** The size of a published site. */
export interface SiteSize {
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
}

/** The result of a build. */
export interface SiteResult extends SiteSize {
  readonly problems: readonly Problem[];
  /** False when an error or the signal left the site unchanged. */
  readonly isPublished: boolean;
  /** The names of the issues and indexes that this build made. */
  readonly rendered: readonly string[];
  readonly indexed: readonly string[];
  /** Every issue without errors, sorted by slug, public or not. */
  readonly entries: readonly IssueEntry[];
  /** The slugs of issues that were left as they were, because they have errors. */
  readonly broken: readonly string[];
  /** Issues that are ready and not public yet. */
  readonly waiting: readonly WaitingIssue[];
  /** The number of unchanged issues. */
  readonly kept: number;
}

/** The size of these files. */
export function sizeOf(files: readonly StoredFile[]): SiteSize {
  return {
    pages: files.filter(({ path }) => path.endsWith('.html')).length,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
  };
}
