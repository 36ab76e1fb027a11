import { hasErrors, type Problem } from '../foundation/problems/problem.ts';
import type { SiteBuild } from './start-build.ts';
import { isWhole, type SiteStore, type StoredRecord } from './stored-files.ts';

/** The part of a site that can be published even though some issues have errors. */
export interface WithoutBroken {
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** The slugs of the issues with errors, in order. */
  readonly broken: readonly string[];
}

type Known = Pick<SiteBuild, 'keys' | 'state' | 'publicBefore'>;

/**
 * Selects the records to publish when some issues have errors: those of the sound issues, and the last good
 * pages of broken issues that are public. A broken issue that is not public yet must wait until it is fixed.
 * Undefined if nothing can be published: either shared files have an error, or a public page would disappear.
 */
export function skipBroken(
  { keys, state, publicBefore }: Known,
  store: SiteStore,
  records: ReadonlyMap<string, StoredRecord>,
  problems: readonly Problem[],
): WithoutBroken | undefined {
  const broken = new Set<string>();
  for (const problem of problems.filter((each) => hasErrors([each]))) {
    const slug = issueOf(problem);
    if (slug === undefined || !keys.has(slug)) return undefined;
    broken.add(slug);
  }
  const lastGood = (slug: string) => {
    const record = publicBefore.has(slug) ? state.issues[slug] : undefined;
    return record && isWhole(store, record) ? record : undefined;
  };
  const left = new Map<string, StoredRecord>();
  for (const slug of keys.keys()) {
    const record = broken.has(slug) ? lastGood(slug) : records.get(slug);
    if (record) left.set(slug, record);
    else if (!broken.has(slug)) return undefined;
  }
  const addresses = new Set(
    [...left.values()].flatMap(({ entry }) => (entry ? [entry.slug, ...entry.aliases] : [])),
  );
  const isComplete = [...publicBefore].every((slug) => addresses.has(slug));
  return isComplete ? { records: left, broken: [...broken].sort() } : undefined;
}

function issueOf({ file }: Problem): string | undefined {
  const [folder, slug] = file?.split('/') ?? [];
  return folder === 'content' ? slug : undefined;
}
