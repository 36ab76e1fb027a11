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
  /** False if an error or the signal stopped the build, which leaves the site unchanged. */
  readonly isPublished: boolean;
  /** The names of the issues and indexes that this build made. */
  readonly rendered: readonly string[];
  readonly indexed: readonly string[];
  /** All issues without errors, public or not, sorted by slug. */
  readonly entries: readonly IssueEntry[];
  /** The slugs of issues whose old pages were kept, because they have errors. */
  readonly broken: readonly string[];
  /** The issues that are ready but not public yet. */
  readonly waiting: readonly WaitingIssue[];
  /** The number of unchanged issues. */
  readonly kept: number;
}

/** The number and the total size of these files. */
export function sizeOf(files: readonly StoredFile[]): SiteSize {
  return {
    pages: files.filter(({ path }) => path.endsWith('.html')).length,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
  };
}
