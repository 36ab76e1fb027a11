import { type KeyObject, sign } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

const key = workerData as KeyObject;
// Ed25519 signs data that is already hashed (RFC 8463, 3), and hashes internally.
const algorithm = key.asymmetricKeyType === 'rsa' ? 'sha256' : null;

parentPort?.on('message', (data: Uint8Array) => {
  parentPort?.postMessage(sign(algorithm, data, key));
});
