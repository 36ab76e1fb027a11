import { parentPort, workerData } from 'node:worker_threads';
import { linkFiles, syncFolder } from './link-files.ts';
import { type PackedFiles, unpackFiles } from './packed-files.ts';

export interface LinkTask {
  readonly folder: string;
  readonly packed: PackedFiles;
  /** Whether to delete everything else from the folder. */
  readonly isFirst: boolean;
}

const { folder, packed, isFirst } = workerData as LinkTask;
const files = unpackFiles(packed);
// The answer has the paths of damaged files in the cache. The main thread has just made all later files.
if (isFirst) parentPort?.postMessage(syncFolder(folder, files).map(({ from }) => from));
else linkFiles(folder, files);
