import { createPrivateKey, sign } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * A thread that signs with the key in its `workerData` until its parent sends a message. It answers with the processor
 * time of a signature, in microseconds.
 */
const key = createPrivateKey(workerData);
const text = Buffer.alloc(500, 'a');
const before = process.threadCpuUsage();
let count = 0;
let isOver = false;

parentPort?.once('message', () => {
  isOver = true;
  const { user, system } = process.threadCpuUsage(before);
  parentPort?.postMessage((user + system) / count);
});

function signSome(): void {
  for (let each = 0; each < 10; each++) sign('sha256', text, key);
  count += 10;
  if (!isOver) setImmediate(signSome);
}

signSome();
