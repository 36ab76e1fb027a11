import type { KeyObject } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { siblingModule } from '../foundation/program/sibling-module.ts';

export interface SigningThread {
  /** The signature: RSA's over the SHA-256 of the data, Ed25519's over the data as it is. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

interface Waiting {
  readonly resolve: (signature: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Signs with one key on one thread, which starts with the first signature and goes with the process. Libuv's own
 * threads would do it too, but they are four whatever the machine has, and on a small one they crowd out the thread
 * that speaks to the server.
 */
export function createSigningThread(key: KeyObject): SigningThread {
  /** In the order in which they were handed over, which is that of the answers. */
  const waiting: Waiting[] = [];
  let worker: Worker | undefined;

  return {
    sign(data) {
      worker ??= start();
      // Only as long as somebody waits for it does the thread keep the process alive.
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
    // Follows every error, so what is handed over in between is refused too.
    started.once('exit', (code) => {
      worker = undefined;
      const error = new Error(`The thread that signs ended with ${code}.`, { cause });
      for (const { reject } of waiting.splice(0)) reject(error);
    });
    return started;
  }
}
