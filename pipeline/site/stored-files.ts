import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchiveFile } from '../archive/archive-file.ts';
import type { EditionTexts } from '../archive/edition-texts.ts';
import type { IssueEntry } from '../archive/issue-entry.ts';
import type { Problem } from '../problems/problem.ts';

/** A file of the site that is kept in the cache. */
export interface StoredFile {
  /** Below the site's root. */
  readonly path: string;
  readonly size: number;
  /** When it was written, in milliseconds since 1970: a kept file that was touched since is not used again. */
  readonly modified: number;
  readonly sha256: string;
  readonly madeFrom?: string;
}

/** What was made from one thing: an issue, or several of them. */
export interface StoredRecord {
  /** SHA-256 in hex of all that went in. */
  readonly key: string;
  readonly files: readonly StoredFile[];
  /** Of an issue: what the rest of the site says of it, and its warnings, which are told at every build. */
  readonly entry?: IssueEntry;
  readonly problems?: readonly Problem[];
}

type StoredTexts = Readonly<Record<string, EditionTexts>>;

/** What is to be kept. */
export interface MadeFiles {
  readonly files: readonly ArchiveFile[];
  readonly entry?: IssueEntry;
  readonly problems?: readonly Problem[];
  readonly texts?: ReadonlyMap<string, EditionTexts>;
}

/**
 * The cache of the site: a folder per key, put in place whole. What is in it can be deleted at any time, and two
 * builds can write to it at once: the same key has the same content, whoever was first.
 */
export interface SiteStore {
  /** What was made under this key before; undefined when it was not, or when it is no longer whole. */
  read(key: string): StoredRecord | undefined;
  write(key: string, made: MadeFiles): StoredRecord;
  texts(key: string, locale: string): EditionTexts;
  hasTexts(key: string): boolean;
  /** Where a file of a record lies. */
  pathOf(record: StoredRecord, index: number): string;
}

export function openSiteStore(folder: string): SiteStore {
  // Asked for at every file of the site, and joining would take as long as looking.
  const home = (key: string) => `${folder}/${key.slice(0, 2)}/${key}`;
  const readWhole = (key: string) => {
    const text = readIfThere(join(home(key), 'record.json'));
    return text === undefined
      ? undefined
      : (JSON.parse(text) as { record: StoredRecord; texts?: StoredTexts });
  };
  const read = (key: string) => readWhole(key)?.record;
  return {
    read,
    write(key, { files, entry, problems, texts }) {
      const next = `${home(key)}.${process.pid}.${performance.now()}`;
      mkdirSync(next, { recursive: true });
      const stored = files.map((file, index) => storeFile(join(next, String(index)), file));
      const record: StoredRecord = {
        key,
        files: stored,
        ...(entry && { entry }),
        ...(problems && problems.length > 0 && { problems: problems.map(({ cause: _, ...rest }) => rest) }),
      };
      const whole = { record, ...(texts && { texts: Object.fromEntries(texts) }) };
      writeFileSync(join(next, 'record.json'), JSON.stringify(whole));
      return putInPlace(next, home(key)) ? record : (read(key) ?? record);
    },
    texts: (key, locale) => readWhole(key)?.texts?.[locale] ?? { content: '', terms: '' },
    hasTexts: (key) => existsSync(join(home(key), 'record.json')),
    pathOf: ({ key }, index) => `${home(key)}/${index}`,
  };
}

/** Whether all files of a record are still there as they were written. */
export function isWhole(store: SiteStore, record: StoredRecord): boolean {
  if (record.entry && !store.hasTexts(record.key)) return false;
  return record.files.every((file, index) => isIntact(store.pathOf(record, index), file));
}

/** Whether a kept file is still as it was written. */
export function isIntact(path: string, { size, modified }: Pick<StoredFile, 'size' | 'modified'>): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  // Archives of a cache keep whole seconds only.
  return found?.size === size && Math.floor(found.mtimeMs / 1000) === Math.floor(modified / 1000);
}

function storeFile(target: string, { path, content, madeFrom }: ArchiveFile): StoredFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  writeFileSync(target, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { mtimeMs } = statSync(target);
  return { path, size: bytes.length, modified: mtimeMs, sha256, ...(madeFrom && { madeFrom }) };
}

/** Whether this was put in place; false when another build was faster. What is there and damaged makes room. */
function putInPlace(next: string, home: string): boolean {
  try {
    renameSync(next, home);
    return true;
  } catch (error) {
    if (!existsSync(home)) throw error;
    const old = `${next}.old`;
    try {
      renameSync(home, old);
      renameSync(next, home);
      rmSync(old, { recursive: true, force: true });
      return true;
    } catch {
      // Another build put the same in place between the two: theirs is as good.
      rmSync(next, { recursive: true, force: true });
      rmSync(old, { recursive: true, force: true });
      return false;
    }
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
