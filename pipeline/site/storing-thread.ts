import { Worker } from 'node:worker_threads';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { StoreTask } from './store-worker.ts';
import { openSiteStore, type SiteStore, type StoredRecord } from './stored-files.ts';

/** A cache of the site of which another thread writes the files. */
export interface StoringThread {
  readonly store: SiteStore;
  /** Ends the thread. */
  end(): Promise<unknown>;
}

/**
 * Starts a thread that hashes and writes files while this thread renders. Ext4 takes up to 400 µs to create a file if
 * many others have been deleted in the last minutes, and a build creates nine for an issue in two languages. `folder`
 * has the cache.
 */
export function startStoring(folder: string): StoringThread {
  const worker = new Worker(siblingModule(import.meta.url, 'store-worker'), { workerData: folder });
  /** The writes that the thread has not answered yet, the oldest first. */
  const waiting: PromiseWithResolvers<StoredRecord>[] = [];
  let ended: Error | undefined;
  const fail = (error: Error) => {
    ended ??= error;
    for (const each of waiting.splice(0)) each.reject(ended);
  };
  worker.on('message', (record: StoredRecord) => waiting.shift()?.resolve(record));
  worker.once('error', fail);
  worker.once('exit', (code) => fail(new Error(`The thread that stores pages ended with ${code}.`)));
  return {
    store: {
      ...openSiteStore(folder),
      write(key, made) {
        if (ended) throw ended;
        const written = Promise.withResolvers<StoredRecord>();
        waiting.push(written);
        worker.postMessage({ key, made } satisfies StoreTask);
        return written.promise;
      },
    },
    end: () => worker.terminate(),
  };
}
