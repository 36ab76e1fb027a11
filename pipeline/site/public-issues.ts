import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssueEntry } from '../archive/issue-entry.ts';
import { manifestPath } from '../archive/manifest.ts';

/** Which issues a site shows, and why. */
export interface PublicIssues {
  /** The slugs, in order. */
  readonly slugs: readonly string[];
  /** Those of them that were public before, and would not be by their files now. */
  readonly kept: readonly string[];
  /** Those that are ready and not public yet. */
  readonly waiting: readonly WaitingIssue[];
  /**
   * The latest moment that made an issue public, in milliseconds since 1970; 0 where no moment did. Between this and
   * the next moment, the same sources give the same site.
   */
  readonly asOf: number;
}

export interface WaitingIssue {
  readonly slug: string;
  /** Milliseconds since 1970; undefined for one that its file holds back and that has no moment. */
  readonly publicFrom: number | undefined;
  readonly isHeld: boolean;
}

/**
 * Decides which issues are public at a moment: those that have no moment or whose moment has come, and that are not
 * held. What was public once stays public until it is withdrawn, which its page then says.
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

/** What the manifest of a published folder says of this; undefined when there is no manifest that can be read. */
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
    return undefined; // The first build, or a folder that was damaged: it is built from the sources alone.
  }
}
