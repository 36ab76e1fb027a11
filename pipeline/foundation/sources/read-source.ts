import type { Files } from '../files/files.ts';
import { createSource, type Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';

/**
 * The maximum size of a text file in bytes: far above any article, and far below the size that would slow
 * down a run.
 */
export const sourceSizeLimit = 1_000_000;

/**
 * Reads a text file: UTF-8, with or without a byte order mark. Undefined if the file does not exist or is
 * unusable. Reports an unusable file; the caller reports a missing one.
 */
export async function readSource(
  files: Files,
  path: string,
  expected: string,
  report: Report,
): Promise<Source | undefined> {
  const file = { file: path };
  const stat = await files.stat(path);
  if (stat === undefined) return undefined;
  if (stat.kind !== 'file') {
    report.add('file-unreadable', { file: path, reason: 'it is not a regular file' }, file);
    return undefined;
  }
  if (stat.realPath === undefined) {
    report.add('file-unreadable', { file: path, reason: 'it is a link that leads out of this folder' }, file);
    return undefined;
  }
  if (stat.size > sourceSizeLimit) {
    report.add('file-too-large', { bytes: stat.size, limit: sourceSizeLimit }, file);
    return undefined;
  }
  const bytes = await readBytes(files, path, report);
  if (bytes === undefined) return undefined;
  const text = decode(path, bytes, report);
  if (text === undefined) return undefined;
  if (text.trim() === '') {
    report.add('file-empty', { expected }, { source: createSource(path, text), start: 0, end: 0 });
    return undefined;
  }
  return createSource(path, text);
}

async function readBytes(files: Files, path: string, report: Report): Promise<Uint8Array | undefined> {
  try {
    return await files.read(path);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'reading it failed';
    report.add('file-unreadable', { file: path, reason }, { file: path }, { cause });
    return undefined;
  }
}

function decode(path: string, bytes: Uint8Array, report: Report): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const lenient = new TextDecoder('utf-8').decode(bytes);
    const start = firstBadByte(bytes);
    const before = new TextDecoder('utf-8').decode(bytes.subarray(0, start)).length;
    const place = { source: createSource(path, lenient), start: before, end: before + 1 };
    report.add('encoding', { byte: bytes[start] ?? 0 }, place, { cause });
    return undefined;
  }
}

/**
 * The offset of the first byte that is not UTF-8: a binary search for the longest beginning that a streaming
 * decoder accepts. Such a beginning may end within a character.
 */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (isUtf8Beginning(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  // A streaming decoder accepts an incomplete character at the end, so step back to its first byte.
  while (good > 0 && !isWholeUtf8(bytes.subarray(0, good))) good--;
  return good;
}

function isUtf8Beginning(bytes: Uint8Array): boolean {
  return decodes(bytes, true);
}

function isWholeUtf8(bytes: Uint8Array): boolean {
  return decodes(bytes, false);
}

function decodes(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false; // A fatal decoder reports invalid bytes only by throwing.
  }
}
