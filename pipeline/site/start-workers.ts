import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { cacheFolders } from './cache-folders.ts';
import type { SiteBuild } from './start-build.ts';
import { type RenderWorker, startWorker } from './start-worker.ts';
import { openSiteStore } from './stored-files.ts';

/**
 * With fewer issues than this per worker, starting the worker costs more than it saves: it takes three seconds of
 * processor time to load its code and to compile it as often as it runs.
 */
const worthWorker = 100;

/**
 * Starts workers for the issues that this build will probably render: at most one for each core, except the core of
 * this thread. They load their code and the publication while this thread checks what all issues share. Without a
 * folder on disk, or with few issues, there are none.
 */
export function startWorkers({ options, sources, keys, state }: SiteBuild): readonly RenderWorker[] {
  const { source, cache, asOf, issuesPerWorker = worthWorker } = options;
  const folders = cacheFolders(cache, sources.program);
  const store = openSiteStore(folders.pages);
  const changed = [...keys].filter(
    ([slug, key]) => state.issues[slug]?.key !== key && !existsSync(store.recordPath(key)),
  );
  const count = Math.min(availableParallelism() - 1, Math.floor(changed.length / issuesPerWorker));
  if (source.folders === undefined || count < 1) return [];
  const input = { ...source.folders, folders, asOf };
  // The process that wrote the compiled templates has also written its compiled code.
  const usesCode = existsSync(folders.templates);
  return Array.from({ length: count }, () => startWorker(input, usesCode));
}
