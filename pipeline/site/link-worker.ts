import { workerData } from 'node:worker_threads';
import { type LinkedFile, linkFiles, syncFolder } from './link-files.ts';

export interface LinkTask {
  readonly folder: string;
  readonly files: readonly LinkedFile[];
  /** Whether to delete everything else from the folder. */
  readonly isFirst: boolean;
}

const { folder, files, isFirst } = workerData as LinkTask;
if (isFirst) syncFolder(folder, files);
else linkFiles(folder, files);
