import type { KeyObject } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import { type PackedBytes, packBytes, unpackBytes } from './packed-bytes.ts';

export interface SigningThread {
  /** Signs the data. RSA signs its SHA-256, Ed25519 the data itself. */
  sign(data: Uint8Array): Promise<Uint8Array>;
  /** How many requests are open. */
  readonly open: number;
}

interface Request {
  readonly data: Uint8Array;
  readonly resolve: (signature: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One request costs as much on its way to the thread and back as several together, and messages that are ready
 * together share a commit.
 */
const largestBatch = 32;
/** While the thread signs one batch, the next one has already arrived there. */
const batchesAhead = 2;

/** Signs with one key on one thread, which starts with the first signature and ends with the process. */
export function createSigningThread(key: KeyObject): SigningThread {
  const queue: Request[] = [];
  /** The batches at the thread, which it answers in this order. */
  const sent: Request[][] = [];
  let worker: Worker | undefined;
  let open = 0;

  return {
    get open() {
      return open;
    },
    sign(data) {
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
      queue.push({ data, resolve, reject });
      open += 1;
      // The requests of one turn of the event loop go together.
      if (queue.length === 1) setImmediate(sendOrReject);
      return promise;
    },
  };

  /** Sends requests. Rejects all if the thread cannot be started. */
  function sendOrReject(): void {
    try {
      send();
    } catch (error) {
      rejectAll(error);
    }
  }

  function send(): void {
    while (queue.length > 0 && sent.length < batchesAhead) {
      worker ??= start();
      // The thread keeps the process alive only while a request is open.
      worker.ref();
      const batch = queue.splice(0, largestBatch);
      const requests = packBytes(batch.map(({ data }) => data));
      worker.postMessage(requests, [requests.bytes.buffer]);
      sent.push(batch);
    }
  }

  function start(): Worker {
    const started = new Worker(siblingModule(import.meta.url, 'signing-worker'), { workerData: key });
    started.on('message', (signatures: PackedBytes) => {
      const batch = sent.shift() ?? [];
      open -= batch.length;
      send();
      if (open === 0) started.unref();
      for (const [index, signature] of unpackBytes(signatures).entries()) batch[index]?.resolve(signature);
    });
    let cause: unknown;
    started.once('error', (error) => {
      cause = error;
    });
    // An exit follows every error, so this also rejects requests made in between.
    started.once('exit', (code) => {
      worker = undefined;
      rejectAll(new Error(`The signing thread ended with exit code ${code}.`, { cause }));
    });
    return started;
  }

  function rejectAll(error: unknown): void {
    open = 0;
    for (const { reject } of [...sent.splice(0).flat(), ...queue.splice(0)]) reject(error);
  }
}
