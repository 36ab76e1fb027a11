import { hash } from 'node:crypto';

/** Returns the MAC of the data in hex. */
export type Mac = (data: Uint8Array) => string;

/** The block size of SHA-256 in bytes. */
const blockSize = 64;

/**
 * Creates HMAC-SHA256 (RFC 2104) with this key, of at most 64 bytes. A message has two links with a MAC each, so the
 * blocks with the key are prepared once. `createHmac` creates a stream for each call, which takes longer than hashing.
 */
export function createMac(key: Uint8Array): Mac {
  if (key.length > blockSize) throw new RangeError('The key is longer than a block.');
  const [innerKey, outer] = [padKey(key, 0x36), Buffer.alloc(blockSize + 32)];
  outer.set(padKey(key, 0x5c));
  let inner = Buffer.concat([innerKey], blockSize + 128);
  return (data) => {
    const size = blockSize + data.length;
    if (inner.length < size) inner = Buffer.concat([innerKey], size);
    inner.set(data, blockSize);
    outer.write(hash('sha256', inner.subarray(0, size), 'hex'), blockSize, 'hex');
    return hash('sha256', outer, 'hex');
  };
}

function padKey(key: Uint8Array, pad: number): Buffer {
  const block = Buffer.alloc(blockSize, pad);
  for (const [index, byte] of key.entries()) block[index] = byte ^ pad;
  return block;
}
