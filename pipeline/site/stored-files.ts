import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchiveFile } from '../archive/archive-file.ts';
import type { EditionTexts } from '../archive/edition-texts.ts';
import type { IssueEntry } from '../archive/issue-entry.ts';
import type { IssueFindings } from '../check/run-check.ts';
import { isNotThere, readTextIfThere } from '../foundation/files/read-if-there.ts';
import { type FileStamp, isIntact } from './is-intact.ts';

/** A file of the site, stored in the cache. */
export interface StoredFile extends FileStamp {
  /** Its path on the site. */
  readonly path: string;
  readonly sha256: string;
  readonly madeFrom?: string;
}

/** A stored file with its place in the cache. */
export interface PlacedFile extends StoredFile {
  readonly from: string;
}

/** The stored files of one issue or one index. */
export interface StoredRecord {
  /** The SHA-256 of everything that the files are made from, in hex. */
  readonly key: string;
  readonly files: readonly StoredFile[];
  /** Only for an issue: its entry, and the findings of its check, which every build reports again. */
  readonly entry?: IssueEntry;
  readonly findings?: IssueFindings;
  /** The file that contains the record and its texts. */
  readonly own: FileStamp;
}

type StoredTexts = Readonly<Record<string, EditionTexts>>;

/** The content of the record's own file. */
interface WholeRecord {
  readonly record: Omit<StoredRecord, 'own'>;
  readonly texts?: StoredTexts;
}

/** The files and data to store. */
export interface MadeFiles {
  readonly files: readonly ArchiveFile[];
  readonly entry?: IssueEntry;
  readonly findings?: IssueFindings;
  readonly texts?: ReadonlyMap<string, EditionTexts>;
}

/**
 * The cache of the site. It has a folder for each key, which appears whole or not at all, and it can be
 * deleted at any time. Two builds may write to it at the same time, because the same key always has the same
 * content.
 */
export interface SiteStore {
  /** The record for a key; undefined if there is none, or if it is damaged. */
  read(key: string): StoredRecord | undefined;
  write(key: string, made: MadeFiles): StoredRecord | Promise<StoredRecord>;
  texts(key: string, locale: string): EditionTexts;
  /** The bytes of a record's picture; undefined if it has none with this origin, or if it is damaged. */
  picture(key: string, madeFrom: string): Uint8Array | undefined;
  /** The path of the record's own file. */
  recordPath(key: string): string;
  /** All files of a record with their places. The same record always gives the same objects. */
  filesOf(record: StoredRecord): readonly PlacedFile[];
}

export function openSiteStore(folder: string): SiteStore {
  // Called for every file of the site, where path.join would take as long as the stat call.
  const home = (key: string) => `${folder}/${key.slice(0, 2)}/${key}`;
  const recordPath = (key: string) => `${home(key)}/record.json`;
  const readWhole = (key: string): WholeRecord | undefined => {
    const whole = parseIfWhole(readTextIfThere(recordPath(key)) ?? '');
    if (whole?.record?.key !== key || !Array.isArray(whole.record.files)) return undefined;
    const { entry, findings } = whole.record;
    return entry && !(findings && whole.texts) ? undefined : whole;
  };
  const read = (key: string): StoredRecord | undefined => {
    const record = readWhole(key)?.record;
    return record && { ...record, own: sizeAndTime(recordPath(key)) };
  };
  const placed = new WeakMap<StoredRecord, readonly PlacedFile[]>();
  const filesOf = (record: StoredRecord) => {
    const known = placed.get(record);
    if (known) return known;
    const folder = home(record.key);
    const files = record.files.map((file, index) => ({ ...file, from: `${folder}/${index}` }));
    placed.set(record, files);
    return files;
  };
  return {
    read,
    write(key, { files, entry, findings, texts }) {
      const next = `${home(key)}.${process.pid}.${performance.now()}`;
      mkdirSync(next, { recursive: true });
      const stored = files.map((file, index) => storeFile(join(next, String(index)), file));
      const record = {
        key,
        files: stored,
        ...(entry && { entry }),
        ...(findings && { findings }),
      };
      const whole = { record, ...(texts && { texts: Object.fromEntries(texts) }) };
      writeFileSync(join(next, 'record.json'), JSON.stringify(whole));
      const own = sizeAndTime(join(next, 'record.json'));
      return (putInPlace(next, home(key)) ? undefined : read(key)) ?? { ...record, own };
    },
    texts(key, locale) {
      const { texts } = readWhole(key) ?? {};
      if (texts === undefined) {
        statSync(recordPath(key)); // Its error says that somebody has deleted the file.
        throw new Error(`The cache has lost the texts of ${key}.`);
      }
      return texts[locale] ?? { content: '', terms: '' };
    },
    picture(key, madeFrom) {
      const record = read(key);
      const file = record && filesOf(record).find((each) => each.madeFrom === madeFrom);
      const bytes = file && readOrNothing(file.from);
      return bytes && sha256(bytes) === file.sha256 ? bytes : undefined;
    },
    recordPath,
    filesOf,
  };
}

/**
 * Whether all files of a record exist and are unchanged. `isSound` replaces the check of one file, for example
 * if another thread has checked it.
 */
export function isWhole(
  store: SiteStore,
  record: StoredRecord,
  isSound: (from: string, stamp: FileStamp) => boolean = isIntact,
): boolean {
  if (!isSound(store.recordPath(record.key), record.own)) return false;
  return store.filesOf(record).every((file) => isSound(file.from, file));
}

function storeFile(target: string, { path, content, madeFrom }: ArchiveFile): StoredFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  writeFileSync(target, bytes);
  const { mtimeMs } = statSync(target);
  return {
    path,
    size: bytes.length,
    modified: mtimeMs,
    sha256: sha256(bytes),
    ...(madeFrom && { madeFrom }),
  };
}

function readOrNothing(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Renames a new folder into its place, replacing a damaged one. Returns false if another build was faster.
 */
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
      // Another build has put the same content there, between the two renames.
      rmSync(next, { recursive: true, force: true });
      rmSync(old, { recursive: true, force: true });
      return false;
    }
  }
}

/** Undefined for a damaged record. Its files will be made again. */
function parseIfWhole(text: string): WholeRecord | undefined {
  try {
    return (JSON.parse(text) as WholeRecord | null) ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function sizeAndTime(path: string): FileStamp {
  const { size, mtimeMs } = statSync(path);
  return { size, modified: mtimeMs };
}
