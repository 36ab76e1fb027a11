import type { StoredRecord } from './stored-files.ts';

/**
 * A record as a line of the state. The files are columns instead of objects, because V8 parses a few long
 * arrays in a third of the time, and the state of 2,000 issues has 16,000 files.
 */
type RecordLine = readonly [
  name: string,
  key: string,
  ownSize: number,
  ownModified: number,
  paths: readonly string[],
  sizes: readonly number[],
  modified: readonly number[],
  /** Separated by spaces. */
  sha256: string,
  /** Separated by spaces. Empty for a file that is no picture. */
  madeFrom: string,
  rest: Pick<StoredRecord, 'entry' | 'findings'>,
];

/** The lines of records that have been read or written. Records never change. */
const lines = new WeakMap<StoredRecord, string>();

/** The line for a record. A record that was read from a line keeps that line. */
export function printRecord(name: string, record: StoredRecord): string {
  const line = lines.get(record) ?? print(name, record);
  lines.set(record, line);
  return line;
}

/** Throws a SyntaxError or a TypeError for a damaged line. */
export function parseRecord(line: string): readonly [name: string, StoredRecord] {
  const [name, key, ownSize, ownModified, paths, sizes, modified, hashes, origins, rest]: RecordLine =
    JSON.parse(line);
  const [sha256, madeFrom] = [hashes.split(' '), origins.split(' ')];
  const files = paths.map((path, index) => ({
    path,
    size: sizes[index] ?? 0,
    modified: modified[index] ?? 0,
    sha256: sha256[index] ?? '',
    ...(madeFrom[index] && { madeFrom: madeFrom[index] }),
  }));
  const record = { key, files, ...rest, own: { size: ownSize, modified: ownModified } };
  lines.set(record, line);
  return [name, record];
}

function print(name: string, { key, files, own, entry, findings }: StoredRecord): string {
  const line: RecordLine = [
    name,
    key,
    own.size,
    own.modified,
    files.map(({ path }) => path),
    files.map(({ size }) => size),
    files.map(({ modified }) => modified),
    files.map(({ sha256 }) => sha256).join(' '),
    files.map(({ madeFrom = '' }) => madeFrom).join(' '),
    { ...(entry && { entry }), ...(findings && { findings }) },
  ];
  return asciiJson(line);
}

/** JSON with ASCII characters only. Node reads and writes a large file of them faster than UTF-8. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
