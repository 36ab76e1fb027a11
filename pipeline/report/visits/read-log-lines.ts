import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fail } from '../../foundation/problems/problem.ts';

/** Reads the lines of logs one after the other, compressed with gzip or not. Fails with `log-unreadable`. */
export async function* readLogLines(files: readonly string[]): AsyncGenerator<string, void> {
  for (const file of files) {
    try {
      const compressed = await isCompressed(file);
      const source = createReadStream(file);
      // Errors arrive through the iteration below.
      const input = compressed ? pipeline(source, createGunzip(), () => {}) : source;
      yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      fail('log-unreadable', { file, reason: reasons[code ?? ''] ?? message });
    }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
  Z_BUF_ERROR: 'it ends in the middle of its compressed data',
};

/** Whether a file begins like gzip (RFC 1952, section 2.3.1). */
async function isCompressed(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
