import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssueEntry } from '../archive/issue-entry.ts';
import { manifestPath } from '../archive/manifest.ts';

/** The issues that a site shows, and why. */
export interface PublicIssues {
  /** The slugs of all public issues, sorted. */
  readonly slugs: readonly string[];
  /** The public issues that are public only because an earlier build published them. */
  readonly kept: readonly string[];
  /** The issues that are ready but not public yet. */
  readonly waiting: readonly WaitingIssue[];
  /**
   * The latest moment that made an issue public, in milliseconds since 1970, or 0 if none did. From this
   * moment until the next one, the same sources give the same site.
   */
  readonly asOf: number;
}

export interface WaitingIssue {
  readonly slug: string;
  /** In milliseconds since 1970; undefined for an issue on hold that has no moment. */
  readonly publicFrom: number | undefined;
  readonly isHeld: boolean;
}

/**
 * Decides which issues are public at a moment: those that have no moment or whose moment has come, unless
 * they are on hold. An issue that was public before stays public. A withdrawn issue keeps its page, with a
 * notice.
 */
export function publicIssues(
  issues: readonly IssueEntry[],
  asOf: number,
  before: ReadonlySet<string>,
): PublicIssues {
  const ready = issues.filter(({ editions }) => editions.length > 0);
  const isOut = ({ hold, publicFrom = 0 }: IssueEntry) => !hold && publicFrom <= asOf;
  const wasOut = ({ slug, aliases }: IssueEntry) => [slug, ...aliases].some((name) => before.has(name));
  const out = ready.filter(isOut);
  const kept = ready.filter((issue) => !isOut(issue) && wasOut(issue));
  return {
    slugs: [...out, ...kept].map(({ slug }) => slug).sort(),
    kept: kept.map(({ slug }) => slug),
    waiting: ready
      .filter((issue) => !isOut(issue) && !wasOut(issue))
      .map(({ slug, publicFrom, hold }) => ({ slug, publicFrom, isHeld: hold === true })),
    asOf: Math.max(0, ...out.map(({ publicFrom }) => publicFrom ?? 0)),
  };
}

/**
 * Which issues a published folder shows, according to its manifest; undefined if it has no readable manifest.
 */
export function publishedIssues(
  folder: string,
):
  | { readonly slugs: readonly string[]; readonly kept: readonly string[]; readonly asOf: number }
  | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, manifestPath), 'utf8')) as {
      readonly editions?: Readonly<Record<string, unknown>>;
      readonly kept?: readonly string[];
      readonly asOf?: string;
    };
    const slugs = Object.keys(manifest.editions ?? {}).flatMap((path) => path.split('/')[1] ?? []);
    const asOf = Date.parse(manifest.asOf ?? '');
    return { slugs: [...new Set(slugs)], kept: manifest.kept ?? [], asOf: Number.isNaN(asOf) ? 0 : asOf };
  } catch {
    return undefined; // This is the first build, or the folder is damaged: only the sources decide.
  }
}
