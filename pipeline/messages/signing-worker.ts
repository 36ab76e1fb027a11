import { type KeyObject, sign } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

const key = workerData as KeyObject;
// Null for Ed25519, which hashes internally. Its input is already a hash (RFC 8463, 3).
const algorithm = key.asymmetricKeyType === 'rsa' ? 'sha256' : null;

parentPort?.on('message', (data: Uint8Array) => {
  parentPort?.postMessage(sign(algorithm, data, key));
});
