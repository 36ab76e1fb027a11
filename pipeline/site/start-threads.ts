import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { cacheFolders } from './cache-folders.ts';
import type { SiteBuild } from './start-build.ts';
import { type RenderWorker, startWorker } from './start-worker.ts';
import { openSiteStore, type SiteStore } from './stored-files.ts';
import { startStoring } from './storing-thread.ts';

/**
 * With fewer issues than this per worker, starting the worker costs more than it saves: it takes three seconds of
 * processor time to load its code and to compile it as often as it runs.
 */
const worthWorker = 100;
/** With fewer issues than this, starting a thread that stores their files costs more than it saves. */
const worthStoring = 20;

/** The threads that help this one. */
export interface BuildThreads {
  readonly workers: readonly RenderWorker[];
  /** The cache of the site. */
  readonly store: SiteStore;
  /** Ends all threads. */
  end(): Promise<unknown>;
}

/**
 * Starts threads for the issues that this build will probably render. They load their code while this thread checks
 * what all issues share. If there are many issues in a folder on disk, workers render a part of them: at most one for
 * each core, except the core of this thread. Otherwise, a thread stores the files that this one makes. With few issues, or
 * on one core, there are none.
 */
export function startThreads({ options, sources, keys, state }: SiteBuild): BuildThreads {
  const { source, cache, asOf, issuesPerWorker = worthWorker } = options;
  const folders = cacheFolders(cache, sources.program);
  const store = openSiteStore(folders.pages);
  const changed = [...keys].filter(
    ([slug, key]) => state.issues[slug]?.key !== key && !existsSync(store.recordPath(key)),
  );
  const cores = availableParallelism() - 1;
  const count = Math.min(cores, Math.floor(changed.length / issuesPerWorker));
  if (source.folders === undefined || count < 1) {
    const storing = cores > 0 && changed.length >= worthStoring ? startStoring(folders.pages) : undefined;
    return { workers: [], store: storing?.store ?? store, end: async () => storing?.end() };
  }
  const input = { ...source.folders, folders, asOf };
  // The process that wrote the compiled templates has also written its compiled code.
  const usesCode = existsSync(folders.templates);
  const workers = Array.from({ length: count }, () => startWorker(input, usesCode));
  return { workers, store, end: () => Promise.all(workers.map((worker) => worker.end())) };
}
