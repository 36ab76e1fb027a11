import { join } from 'node:path';
import { isIntact } from './is-intact.ts';
import { createNextSite, type NextSite } from './next-site.ts';
import { publicIssues } from './public-issues.ts';
import { type SiteResult, sizeOf } from './site-result.ts';
import { publishedFiles } from './site-state.ts';
import { type SiteBuild, type SiteOptions, startBuild } from './start-build.ts';
import { startThreads } from './start-threads.ts';
import type { SiteStore } from './stored-files.ts';

/**
 * Brings the site up to date. Renders the issues and indexes whose sources have changed since the last build,
 * takes all others from the cache, and swaps in the whole site. The result depends only on the sources, on
 * `asOf`, and on which issues were public before. If anything has an error, the last good site stays, unless
 * `skipBroken` is set. If nothing has changed, this does not even load the code that renders.
 */
export async function updateSite(options: SiteOptions): Promise<SiteResult> {
  const build = await startBuild(options);
  const asBefore = unchanged(build);
  if (asBefore) return asBefore;
  // First, because no thread would end if this fails.
  const next = createNextSite(options.folder, join(options.cache, 'spare'));
  const threads = startThreads(build);
  try {
    linkUnchanged(build, threads.store, next);
    const { rebuildSite } = await import('./rebuild-site.ts');
    const result = await rebuildSite(build, threads, next);
    // The state does not have these problems: they concern this build only.
    return { ...result, problems: [...result.problems, ...next.problems()] };
  } finally {
    await threads.end();
    await next.discard();
  }
}

/** The result, if a build would change nothing; undefined if the site must be built. */
function unchanged({ state, signature, options, publicBefore }: SiteBuild): SiteResult | undefined {
  const { published, problems, issues } = state;
  if (published?.signature !== signature) return undefined;
  const entries = Object.values(issues).flatMap(({ entry }) => entry ?? []);
  const shown = publicIssues(entries, options.asOf, publicBefore);
  if (String(shown.slugs) !== String(published.slugs)) return undefined;
  const files = publishedFiles(state);
  if (!files.every((file) => isIntact(join(options.folder, file.path), file))) return undefined;
  return {
    problems,
    isPublished: true,
    rendered: [],
    indexed: [],
    entries,
    broken: [],
    waiting: shown.waiting,
    kept: entries.length,
    ...sizeOf(files),
  };
}

/** Starts to link the files of public issues that have not changed. */
function linkUnchanged(
  { keys, state, options, publicBefore }: SiteBuild,
  store: SiteStore,
  next: NextSite,
): void {
  const records = Object.entries(state.issues).filter(([slug, { key }]) => keys.get(slug) === key);
  const entries = records.flatMap(([, { entry }]) => entry ?? []);
  const shown = new Set(publicIssues(entries, options.asOf, publicBefore).slugs);
  const linked = records.flatMap(([slug, record]) => (shown.has(slug) ? record : []));
  const own = linked.map((record) => ({ ...record.own, from: store.recordPath(record.key) }));
  next.begin(linked.flatMap(store.filesOf), own);
}
