import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchiveFile } from '../archive/archive-file.ts';
import type { EditionTexts } from '../archive/edition-texts.ts';
import type { IssueEntry } from '../archive/issue-entry.ts';
import type { IssueLinks } from '../content/issue-links.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { LinkedFile } from './link-files.ts';

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
  readonly links?: IssueLinks;
  readonly problems?: readonly Problem[];
  /** The file that the record itself is kept in, with its texts. */
  readonly own: Pick<StoredFile, 'size' | 'modified'>;
}

type StoredTexts = Readonly<Record<string, EditionTexts>>;

/** As it is kept: what it says of its own file is looked up. */
interface WholeRecord {
  readonly record: Omit<StoredRecord, 'own'>;
  readonly texts?: StoredTexts;
}

/** What is to be kept. */
export interface MadeFiles {
  readonly files: readonly ArchiveFile[];
  readonly entry?: IssueEntry;
  readonly links?: IssueLinks;
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
  /** Where the record itself lies. */
  recordPath(key: string): string;
  /** The path of a file of a record. */
  pathOf(record: StoredRecord, index: number): string;
  /** All files of a record, by their paths below the site's root. */
  linksOf(record: StoredRecord): LinkedFile[];
}

export function openSiteStore(folder: string): SiteStore {
  // Asked for at every file of the site, and joining would take as long as looking.
  const home = (key: string) => `${folder}/${key.slice(0, 2)}/${key}`;
  const recordPath = (key: string) => `${home(key)}/record.json`;
  const readWhole = (key: string): WholeRecord | undefined => {
    const whole = parseIfWhole(readIfThere(recordPath(key)) ?? '');
    if (whole?.record?.key !== key || !Array.isArray(whole.record.files)) return undefined;
    const { entry, links } = whole.record;
    return entry && !(links && whole.texts) ? undefined : whole;
  };
  const read = (key: string): StoredRecord | undefined => {
    const record = readWhole(key)?.record;
    return record && { ...record, own: sizeAndTime(recordPath(key)) };
  };
  const pathOf = ({ key }: StoredRecord, index: number) => `${home(key)}/${index}`;
  return {
    read,
    write(key, { files, entry, links, problems, texts }) {
      const next = `${home(key)}.${process.pid}.${performance.now()}`;
      mkdirSync(next, { recursive: true });
      const stored = files.map((file, index) => storeFile(join(next, String(index)), file));
      const record = {
        key,
        files: stored,
        ...(entry && { entry }),
        ...(links && { links }),
        ...(problems && problems.length > 0 && { problems: problems.map(({ cause: _, ...rest }) => rest) }),
      };
      const whole = { record, ...(texts && { texts: Object.fromEntries(texts) }) };
      writeFileSync(join(next, 'record.json'), JSON.stringify(whole));
      const own = sizeAndTime(join(next, 'record.json'));
      return (putInPlace(next, home(key)) ? undefined : read(key)) ?? { ...record, own };
    },
    texts(key, locale) {
      const { texts } = readWhole(key) ?? {};
      if (texts === undefined) throw new Error(`The cache has lost the texts of ${key}.`);
      return texts[locale] ?? { content: '', terms: '' };
    },
    recordPath,
    pathOf,
    linksOf: (record) => record.files.map(({ path }, index) => ({ path, from: pathOf(record, index) })),
  };
}

/** Whether all files of a record are still there as they were written. */
export function isWhole(store: SiteStore, record: StoredRecord): boolean {
  if (!isIntact(store.recordPath(record.key), record.own)) return false;
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

/** What is not whole is made again. */
function parseIfWhole(text: string): WholeRecord | undefined {
  try {
    return (JSON.parse(text) as WholeRecord | null) ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function sizeAndTime(path: string): Pick<StoredFile, 'size' | 'modified'> {
  const { size, mtimeMs } = statSync(path);
  return { size, modified: mtimeMs };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
