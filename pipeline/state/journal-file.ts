import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { createInterface } from 'node:readline';
import { formatLine, parseLine } from './journal-line.ts';
import type { NumberedLine } from './place.ts';

/**
 * In bytes. It is more than the longest line, so the last complete line is within this distance from the end.
 */
const tailSize = 4096;

/** The number of the last complete line, or 0 if there is none. */
export function readJournalEnd(file: string): number {
  if (!existsSync(file)) return 0;
  const handle = openSync(file, 'r');
  try {
    const lines = readTail(handle).split('\n').slice(0, -1);
    return lines.map(parseLine).findLast((line) => line !== undefined)?.number ?? 0;
  } finally {
    closeSync(handle);
  }
}

/** The lines with greater numbers than `after`. Skips a truncated line. */
export async function readJournal(file: string, after: number): Promise<NumberedLine[]> {
  if (!existsSync(file)) return [];
  const lines: NumberedLine[] = [];
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    const line = parseLine(text);
    if (line !== undefined && line.number > after) lines.push(line);
  }
  return lines;
}

/** Appends lines and syncs the file to disk. */
export function appendJournal(file: string, lines: readonly NumberedLine[]): void {
  const handle = openSync(file, 'a+', 0o600);
  try {
    const tail = readTail(handle);
    const ending = tail === '' || tail.endsWith('\n') ? '' : '\n';
    writeAll(handle, ending + lines.map(formatLine).join(''));
  } finally {
    closeSync(handle);
  }
}

/** Replaces the whole file in one step: readers see either the old one or the new one. */
export function replaceJournal(file: string, lines: readonly NumberedLine[]): void {
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeAll(handle, lines.map(formatLine).join(''));
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}

/** A full disk may cut a write short. The next write then throws the error. */
function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
  fsyncSync(handle);
}

function readTail(handle: number): string {
  const { size } = fstatSync(handle);
  const bytes = Buffer.alloc(Math.min(size, tailSize));
  readSync(handle, bytes, 0, bytes.length, size - bytes.length);
  return bytes.toString('utf8');
}
