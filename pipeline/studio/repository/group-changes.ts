import type { Change } from './read-status.ts';

/** The changes of an issue that are in no version. */
export interface ChangedIssue {
  readonly slug: string;
  readonly changes: readonly Change[];
  /** Its former slug, if it was renamed since the latest version. */
  readonly from: string | undefined;
}

interface NamedIssue {
  readonly slug: string;
  readonly aliases: readonly string[];
}

/**
 * Groups changes by issue. A folder that is gone belongs to the issue that has its name as an alias; otherwise it is
 * a deleted issue.
 */
export function groupChanges(
  changes: readonly Change[],
  issues: readonly NamedIssue[],
): { readonly changed: ChangedIssue[]; readonly deleted: ChangedIssue[] } {
  const folders = Map.groupBy(
    changes.filter(({ path }) => slugOf(path) !== undefined),
    ({ path }) => slugOf(path) ?? '',
  );
  const present = new Set(issues.map(({ slug }) => slug));
  const gone = new Map(
    [...folders].filter(([slug, own]) => !present.has(slug) && own.every(({ kind }) => kind === 'gone')),
  );
  const changed = issues.flatMap(({ slug, aliases }) => {
    const former = aliases.filter((alias) => gone.has(alias));
    const own = [...(folders.get(slug) ?? []), ...former.flatMap((alias) => gone.get(alias) ?? [])];
    for (const alias of former) gone.delete(alias);
    return own.length > 0 ? [{ slug, changes: own, from: former.at(-1) }] : [];
  });
  const deleted = [...gone].map(([slug, own]) => ({ slug, changes: own, from: undefined }));
  return { changed, deleted };
}

/** The slug of the issue with this file; undefined for files that are directly in `content/`. */
const slugOf = (path: string) => /^content\/([^/]+)\//.exec(path)?.[1];
