import { type KeyObject, sign } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { type PackedBytes, packBytes, unpackBytes } from './packed-bytes.ts';

const key = workerData as KeyObject;
// Null for Ed25519, which hashes internally. Its input is already a hash (RFC 8463, 3).
const algorithm = key.asymmetricKeyType === 'rsa' ? 'sha256' : null;

parentPort?.on('message', (requests: PackedBytes) => {
  const signatures = packBytes(unpackBytes(requests).map((data) => sign(algorithm, data, key)));
  parentPort?.postMessage(signatures, [signatures.bytes.buffer]);
});
