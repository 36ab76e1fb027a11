import { type KeyObject, sign } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

const key = workerData as KeyObject;
// What Ed25519 signs is hashed before (RFC 8463, 3), and the algorithm has its own hash.
const algorithm = key.asymmetricKeyType === 'rsa' ? 'sha256' : null;

parentPort?.on('message', (data: Uint8Array) => {
  parentPort?.postMessage(sign(algorithm, data, key));
});
