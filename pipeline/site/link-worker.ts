import { parentPort, workerData } from 'node:worker_threads';
import { type LinkedFile, linkFiles, syncFolder } from './link-files.ts';

export interface LinkTask {
  readonly folder: string;
  readonly files: readonly LinkedFile[];
  /** Whether to delete everything else from the folder. */
  readonly isFirst: boolean;
}

const { folder, files, isFirst } = workerData as LinkTask;
// The answer has the paths of damaged files in the cache. The main thread has just made all later files.
if (isFirst) parentPort?.postMessage(syncFolder(folder, files).map(({ from }) => from));
else linkFiles(folder, files);
