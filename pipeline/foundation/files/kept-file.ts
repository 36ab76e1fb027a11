import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Increase this when the format of any kept value changes. */
const version = 3;

/** Reads a value that was kept in a file. Undefined if the file is damaged, cannot be read, or has another version. */
export function readKept<Kept>(path: string): Kept | undefined {
  try {
    const [seal, text = ''] = readFileSync(path, 'utf8').split('\n');
    return seal === sealOf(text) ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    return undefined; // The file only saves work.
  }
}

/**
 * Writes the whole file or nothing. A full or read-only disk is not an error: the next process just does
 * the work again.
 */
export function writeKept(path: string, kept: unknown): void {
  const next = `${path}.${process.pid}`;
  const text = JSON.stringify(kept);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(next, `${sealOf(text)}\n${text}`);
    renameSync(next, path);
  } catch {
    removeIfPossible(next); // A full or read-only disk is not an error.
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A folder on the way is a file, or the disk is read-only, so the file was not written.
  }
}

/** A checksum of the text and the version. */
function sealOf(text: string): string {
  return createHash('sha256').update(`${version} ${text}`).digest('hex');
}
