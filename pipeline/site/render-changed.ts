import { keptIssue } from '../check/kept-check.ts';
import type { Publication } from '../publication/publication.ts';
import type { CacheFolders } from './cache-folders.ts';
import { type FileStamp, isIntact } from './is-intact.ts';
import { createIssueRenderer, type IssueResult } from './issue-renderer.ts';
import type { NextSite } from './next-site.ts';
import { type IssueToRender, renderOnAllCores } from './render-on-all-cores.ts';
import { engineAfterLoading } from './shared-after-loading.ts';
import type { SiteBuild } from './start-build.ts';
import type { RenderWorker } from './start-worker.ts';
import { isWhole, type SiteStore, type StoredRecord } from './stored-files.ts';

interface ChangedIssues {
  /** The records of all issues without errors, by slug, sorted. */
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** The issues that this build rendered, including those with errors. */
  readonly results: readonly IssueResult[];
}

/**
 * Renders the issues that are not in the cache in their current form, on all cores if there are many. Then
 * renders those whose files in the cache are damaged, on this thread, because there are hardly ever any.
 */
export async function renderChanged(
  build: SiteBuild,
  publication: Publication,
  store: SiteStore,
  folders: CacheFolders,
  next: Pick<NextSite, 'checked'>,
  workers: readonly RenderWorker[],
): Promise<ChangedIssues> {
  const { options, keys, sources } = build;
  const { source, asOf, signal } = options;
  const { kept, changed } = findKept(build, store);
  const results: IssueResult[] = [];
  let total = 0;
  const render = async (slugs: readonly string[], threads: readonly RenderWorker[]) => {
    if (slugs.length === 0) return;
    total += slugs.length;
    const renderer = await createIssueRenderer(publication, source, folders, asOf, store);
    const engineOfWorker = () => engineAfterLoading(build);
    const cores = { renderer, workers: threads, engine: sources.engine, engineOfWorker, signal };
    await renderOnAllCores(issuesToRender(build, slugs), cores, (done) => {
      results.push(...done);
      options.onProgress?.(results.length, total);
    });
  };
  // Meanwhile, the thread that links files checks most of the kept ones.
  await render(changed, workers);
  const damaged = await findDamaged(kept, store, next);
  for (const slug of damaged) kept.delete(slug);
  await render(damaged, []);
  for (const { slug, record } of results) if (record) kept.set(slug, record);
  const inOrder = [...keys.keys()].flatMap((slug): [string, StoredRecord][] => {
    const record = kept.get(slug);
    return record ? [[slug, record]] : [];
  });
  return { records: new Map(inOrder), results };
}

/** The records in the cache of issues in their current form, by slug, and the slugs of all other issues. */
function findKept({ keys, state }: SiteBuild, store: SiteStore) {
  const kept = new Map<string, StoredRecord>();
  const changed: string[] = [];
  for (const [slug, key] of keys) {
    const last = state.issues[slug];
    const record = last?.key === key ? last : store.read(key);
    if (record) kept.set(slug, record);
    else changed.push(slug);
  }
  return { kept, changed };
}

/** The slugs of issues of which a file in the cache is missing or changed. */
async function findDamaged(
  kept: ReadonlyMap<string, StoredRecord>,
  store: SiteStore,
  next: Pick<NextSite, 'checked'>,
): Promise<string[]> {
  const checked = await next.checked();
  const isSound = (from: string, stamp: FileStamp) => checked(from) ?? isIntact(from, stamp);
  return [...kept].flatMap(([slug, record]) => (isWhole(store, record, isSound) ? [] : [slug]));
}

function issuesToRender(build: SiteBuild, slugs: readonly string[]): IssueToRender[] {
  const { options, state, keys } = build;
  const check = options.lastCheck?.();
  return slugs.map((slug) => {
    const key = keys.get(slug) ?? '';
    const last = state.issues[slug];
    const findings = check && keptIssue([check], slug, key);
    const known = knownFiles(build, slug);
    return { slug, key, known, ...(last && { last: last.key }), ...(findings && { findings }) };
  });
}

function knownFiles({ sources, known }: SiteBuild, slug: string): IssueToRender['known'] {
  const paths = [...(sources.issues.get(slug)?.keys() ?? [])];
  return Object.fromEntries(
    paths.flatMap((path) => {
      const file = known.known[path];
      return file ? [[path, file]] : [];
    }),
  );
}
