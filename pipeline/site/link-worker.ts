import { parentPort, workerData } from 'node:worker_threads';
import { isIntact } from './is-intact.ts';
import { linkFiles, syncFolder } from './link-files.ts';
import { type PackedFiles, type PackedStamps, unpackFiles, unpackStamps } from './packed-files.ts';

export interface LinkTask {
  readonly folder: string;
  readonly packed: PackedFiles;
  /** Files in the cache that are only checked. */
  readonly others: PackedStamps;
  /** Whether to delete everything else from the folder. */
  readonly isFirst: boolean;
}

const { folder, packed, others, isFirst } = workerData as LinkTask;
const files = unpackFiles(packed);
// The answer has the paths of damaged files in the cache. The main thread has just made all later files.
if (isFirst) {
  const damaged = unpackStamps(others).filter((file) => !isIntact(file.from, file));
  parentPort?.postMessage([...damaged, ...syncFolder(folder, files)].map(({ from }) => from));
} else linkFiles(folder, files);
