import { workerData } from 'node:worker_threads';
import { type PlacedFile, placeFiles } from './place-files.ts';

const { folder, files } = workerData as { folder: string; files: readonly PlacedFile[] };
placeFiles(folder, files);
