import { keptIssue } from '../check/kept-check.ts';
import type { Publication } from '../publication/publication.ts';
import type { CacheFolders } from './cache-folders.ts';
import { isIntact } from './is-intact.ts';
import { createIssueRenderer, type IssueResult } from './issue-renderer.ts';
import type { NextSite } from './next-site.ts';
import { type IssueToRender, renderOnAllCores } from './render-on-all-cores.ts';
import { engineAfterLoading } from './shared-after-loading.ts';
import type { SiteBuild } from './start-build.ts';
import type { RenderWorker } from './start-worker.ts';
import { isWhole, type SiteStore, type StoredFile, type StoredRecord } from './stored-files.ts';

interface ChangedIssues {
  /** The records of all issues without errors, by slug, sorted. */
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** The issues that this build rendered, including those with errors. */
  readonly results: readonly IssueResult[];
}

/** Renders the issues that are not in the cache in their current form, on all cores if there are many. */
export async function renderChanged(
  build: SiteBuild,
  publication: Publication,
  store: SiteStore,
  folders: CacheFolders,
  next: Pick<NextSite, 'checked'>,
  workers: readonly RenderWorker[],
): Promise<ChangedIssues> {
  const { options, state, keys, sources } = build;
  const records = new Map<string, StoredRecord>();
  const tasks: IssueToRender[] = [];
  const check = options.lastCheck?.();
  // The thread that links files has looked at most of them already.
  const checked = await next.checked();
  const isSound = (path: string, file: StoredFile) => checked(file.path, path) ?? isIntact(path, file);
  for (const [slug, key] of keys) {
    const last = state.issues[slug];
    const record = last?.key === key ? last : store.read(key);
    if (record && isWhole(store, record, isSound)) records.set(slug, record);
    else {
      const findings = check && keptIssue([check], slug, key);
      const known = knownFiles(build, slug);
      tasks.push({ slug, key, known, ...(last && { last: last.key }), ...(findings && { findings }) });
    }
  }
  const results: IssueResult[] = [];
  const onDone = (done: readonly IssueResult[]) => {
    results.push(...done);
    options.onProgress?.(results.length, tasks.length);
  };
  const { source, asOf } = options;
  if (tasks.length > 0) {
    const renderer = await createIssueRenderer(publication, source, folders, asOf);
    const engineOfWorker = () => engineAfterLoading(build);
    const { engine } = sources;
    const { signal } = options;
    await renderOnAllCores(tasks, { renderer, workers, engine, engineOfWorker, signal }, onDone);
  }
  for (const { slug, record } of results) if (record) records.set(slug, record);
  const inOrder = [...keys.keys()].flatMap((slug): [string, StoredRecord][] => {
    const record = records.get(slug);
    return record ? [[slug, record]] : [];
  });
  return { records: new Map(inOrder), results };
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
