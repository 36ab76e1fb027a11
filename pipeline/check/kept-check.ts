import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { IssueFindings, SharedFindings } from './run-check.ts';

/** Hashes everything that a check depends on. `logo` is the path that newsletter.yaml names. */
export type ScanForCheck = (logo: string | undefined) => Promise<CheckSources>;

export interface CheckSources {
  /** The key of the findings in the parts that all issues share. */
  readonly shared: string;
  /** The keys of all issues, by slug and in their order. */
  readonly issues: ReadonlyMap<string, string>;
}

/** The findings of a check of a whole publication, as plain data for the next check. */
export interface KeptCheck {
  /** The path of the logo, if newsletter.yaml names one. */
  readonly logo?: string;
  readonly shared: SharedFindings & { readonly key: string };
  /** By slug. An issue that no longer exists is not kept. */
  readonly issues: Readonly<Record<string, KeptIssue>>;
}

/** The findings in one issue. */
interface KeptIssue extends IssueFindings {
  readonly key: string;
}

/** The findings of an issue with this key, from the first of the checks that has them. */
export function keptIssue(checks: readonly KeptCheck[], slug: string, key: string): KeptIssue | undefined {
  return checks.map(({ issues }) => issues[slug]).find((issue) => issue?.key === key);
}

/** The shared parts during a check of the whole publication. */
export interface WholeShared extends SharedFindings {
  readonly key: string;
  readonly logo: string | undefined;
  /** Whether the findings may be kept, which requires that everything could be rendered. */
  readonly isWhole: boolean;
}

/** One issue during a check of the whole publication. */
export interface WholeIssue extends KeptIssue {
  readonly slug: string;
}

/** Increase this when the format changes. */
const version = 3;

/** Reads a value that was kept in a file. Undefined if the file is damaged, cannot be read, or has another version. */
export function readKept<Kept>(path: string): Kept | undefined {
  try {
    const [seal, text = ''] = readFileSync(path, 'utf8').split('\n');
    return seal === sealOf(text) ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    return undefined; // The file only saves work.
  }
}

/**
 * Writes the whole file or nothing. A full or read-only disk is not an error: the next check just does the
 * work again.
 */
export function writeKept(path: string, kept: unknown): void {
  const next = `${path}.${process.pid}`;
  const text = JSON.stringify(kept);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(next, `${sealOf(text)}\n${text}`);
    renameSync(next, path);
  } catch {
    rmSync(next, { force: true }); // A full or read-only disk is not an error.
  }
}

/** A checksum of the text and the version. */
function sealOf(text: string): string {
  return createHash('sha256').update(`${version} ${text}`).digest('hex');
}
