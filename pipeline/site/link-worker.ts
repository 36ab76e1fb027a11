import { workerData } from 'node:worker_threads';
import { type LinkedFile, linkFiles } from './link-files.ts';

const { folder, files } = workerData as { folder: string; files: readonly LinkedFile[] };
linkFiles(folder, files);
