import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SharedFindings } from '../check/run-check.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { KnownFile } from './hash-files.ts';
import { asciiJson, parseRecord, printRecord } from './record-line.ts';
import type { StoredFile, StoredRecord } from './stored-files.ts';

/** The results of the last build. They only save work: the site would be the same without them. */
export interface SiteState {
  readonly version: number;
  /** The hashes of the publication's files and of the package's. */
  readonly known: Readonly<Record<string, KnownFile>>;
  readonly knownOfPackage: Readonly<Record<string, KnownFile>>;
  readonly logo?: string;
  /** The findings in the parts that all issues share, and their key. */
  readonly shared?: KeptShared;
  /** The records of issues by slug, and of indexes by name. */
  readonly issues: Readonly<Record<string, StoredRecord>>;
  readonly indexes: Readonly<Record<string, StoredRecord>>;
  /** The warnings of the last build. If nothing has changed since, the next build reports them again. */
  readonly problems: readonly Problem[];
  /** The published site, with a hash of everything that it was made from. */
  readonly published?: Published;
  /** When a build last deleted what the cache no longer needs, in milliseconds since 1970. */
  readonly prunedAt?: number;
}

export interface KeptShared extends SharedFindings {
  readonly key: string;
}

export interface Published {
  readonly signature: string;
  /** The folder of the published site. */
  readonly folder: string;
  /** The slugs of the public issues. */
  readonly slugs: readonly string[];
  /** The files that belong to no record: the manifest and the list of pictures. */
  readonly own: readonly StoredFile[];
}

/** All files of the published site, each once. */
export function publishedFiles({ issues, indexes, published }: SiteState): StoredFile[] {
  const shown = published?.slugs.flatMap((slug) => issues[slug] ?? []) ?? [];
  const records = [...shown, ...Object.values(indexes)];
  const files = [...records.flatMap((record) => record.files), ...(published?.own ?? [])];
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** Increase this when the format changes. */
const version = 9;

const emptyState: SiteState = {
  version,
  known: {},
  knownOfPackage: {},
  issues: {},
  indexes: {},
  problems: [],
};

/** Reads the state of the last build. Returns an empty state if there is none, or if it cannot be read. */
export function readState(path: string): SiteState {
  try {
    const [head = '', ...lines] = readFileSync(path, 'latin1').split('\n');
    const { indexes, ...state } = JSON.parse(head) as StateHead;
    if (state.version !== version) return emptyState;
    const records = lines.map(parseRecord);
    return {
      ...state,
      issues: Object.fromEntries(records.slice(indexes)),
      indexes: Object.fromEntries(records.slice(0, indexes)),
    };
  } catch {
    return emptyState; // This is the first build, or the cache is damaged: build everything.
  }
}

/**
 * Writes the state: a line with everything but the records, then a line for each record, first those of the
 * indexes. A build that changes one issue prints only the lines of a few records.
 */
export function writeState(path: string, { issues, indexes, ...state }: SiteState): void {
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.${process.pid}`;
  const records = [...Object.entries(indexes), ...Object.entries(issues)];
  const head: StateHead = { ...state, indexes: Object.keys(indexes).length };
  const lines = [asciiJson(head), ...records.map(([name, record]) => printRecord(name, record))];
  writeFileSync(next, lines.join('\n'), 'latin1');
  renameSync(next, path);
}

/** The first line. It has the number of the indexes. */
type StateHead = Omit<SiteState, 'issues' | 'indexes'> & { readonly indexes: number };
