import { parentPort, workerData } from 'node:worker_threads';
import { type MadeFiles, openSiteStore } from './stored-files.ts';

/** The files of an issue or an index, for the thread that stores them. */
export interface StoreTask {
  readonly key: string;
  readonly made: MadeFiles;
}

const store = openSiteStore(workerData as string);
parentPort?.on('message', async ({ key, made }: StoreTask) => {
  parentPort?.postMessage(await store.write(key, made));
});
