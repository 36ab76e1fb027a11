import type { KeyObject } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { siblingModule } from '../foundation/program/sibling-module.ts';

export interface SigningThread {
  /** Signs the data. RSA signs its SHA-256, Ed25519 the data itself. */
  sign(data: Uint8Array): Promise<Uint8Array>;
  /** How many requests are open. */
  readonly open: number;
}

interface Waiting {
  readonly resolve: (signature: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Signs with one key on one thread, which starts with the first signature and ends with the process. */
export function createSigningThread(key: KeyObject): SigningThread {
  /** The open requests. The worker answers them in this order. */
  const waiting: Waiting[] = [];
  let worker: Worker | undefined;

  return {
    get open() {
      return waiting.length;
    },
    sign(data) {
      worker ??= start();
      // The thread keeps the process alive only while a request is open.
      worker.ref();
      worker.postMessage(data);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
  };

  function start(): Worker {
    const started = new Worker(siblingModule(import.meta.url, 'signing-worker'), { workerData: key });
    started.on('message', (signature: Uint8Array) => {
      waiting.shift()?.resolve(signature);
      if (waiting.length === 0) started.unref();
    });
    let cause: unknown;
    started.once('error', (error) => {
      cause = error;
    });
    // An exit follows every error, so this also rejects requests made in between.
    started.once('exit', (code) => {
      worker = undefined;
      const error = new Error(`The signing thread ended with exit code ${code}.`, { cause });
      for (const { reject } of waiting.splice(0)) reject(error);
    });
    return started;
  }
}
