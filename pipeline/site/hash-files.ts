import { hash as digest } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { isPictureName } from '../content/is-picture-name.ts';
import { isNotThere } from '../foundation/files/read-if-there.ts';

/** The known hash of a file. It is valid as long as the file's size, times and inode stay the same. */
export type KnownFile = readonly [
  size: number,
  modified: number,
  changed: number,
  inode: number,
  hash: string,
];

/** The hashes of files by path, relative to a root. */
export interface FileHashes {
  /**
   * The SHA-256 of a file in hex; undefined if the file does not exist. If symbolic links lead to the file, their
   * targets follow the hash, because a check refuses files outside of the root.
   */
  hash(path: string): string | undefined | Promise<string | undefined>;
  /**
   * The files in a folder and its subfolders, sorted. Leaves out names that begin with a dot, except those of
   * pictures, which an article may name. Follows the symbolic links to folders of the root, because the issue or
   * the templates may be behind one.
   */
  list(folder: string): readonly string[] | Promise<readonly string[]>;
  /** The hashes to keep for the next build. */
  known(): Record<string, KnownFile>;
}

/**
 * In milliseconds. The clock of the file system may be this coarse, so a file that changed so recently could
 * change again without a new time.
 */
const tick = 50;

/** Hashes files on disk. A file that has not changed since the last build is not read again. */
export function createFileHashes(
  root: string,
  known: Readonly<Record<string, KnownFile>>,
  now: number,
): FileHashes {
  const next: Record<string, KnownFile> = {};
  /** The folders behind symbolic links, with their targets. */
  const linked = new Map<string, string>();
  /** `followed` has the folders behind the links that led here. */
  const list = (folder: string, followed: readonly string[] = []): string[] => {
    const entries = readFolder(`${root}/${folder}`);
    return entries
      .filter((entry) => isListed(entry.name, !entry.isDirectory()))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) return list(path, followed);
        const target = entry.isSymbolicLink() ? folderBehind(root, path) : undefined;
        if (target === undefined || followed.includes(target)) return [path];
        linked.set(path, targetOf(root, join(root, path)));
        return list(path, [...followed, target]);
      });
  };
  return {
    list: (folder) => list(folder),
    hash(path) {
      // Called for every source, where path.join would take as long as the stat call.
      const absolute = `${root}/${path}`;
      const own = lstatSync(absolute, { throwIfNoEntry: false });
      const isLink = own?.isSymbolicLink() === true;
      const found = isLink ? statSync(absolute, { throwIfNoEntry: false }) : own;
      if (!found?.isFile()) return undefined;
      const { size, mtimeMs, ctimeMs, ino } = found;
      const before = next[path] ?? known[path];
      const [oldSize, oldModified, oldChanged, oldInode, oldHash] = before ?? [];
      const isSame =
        oldSize === size && oldModified === mtimeMs && oldChanged === ctimeMs && oldInode === ino;
      const hash = isSame && oldHash ? oldHash : digest('sha256', readFileSync(absolute));
      if (ctimeMs < now - tick) next[path] = [size, mtimeMs, ctimeMs, ino, hash];
      if (linked.size === 0 && !isLink) return hash;
      const behind = [...linked]
        .filter(([folder]) => path.startsWith(`${folder}/`))
        .map(([, target]) => target);
      return [hash, ...behind, ...(isLink ? [targetOf(root, absolute)] : [])].join(' ');
    },
    known: () => next,
  };
}

/** Whether the sources of an issue include a file or a folder with this name. */
export function isListed(name: string, isFile: boolean): boolean {
  return !name.startsWith('.') || (isFile && isPictureName(name));
}

/** The target of a symbolic link, relative to the root; `..` if it is elsewhere. */
function targetOf(root: string, link: string): string {
  const target = relative(realpathSync(root), realpathSync(link));
  const [first = ''] = target.split(sep);
  return first === '..' || isAbsolute(target) ? '..' : target;
}

function readFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isNotThere(error)) return [];
    throw error;
  }
}

/**
 * The folder that a symbolic link leads to. Undefined if it leads to a file or nowhere, out of the root, where a check
 * refuses the files, or to a folder that contains the link.
 */
function folderBehind(root: string, path: string): string | undefined {
  const link = join(root, path);
  if (!statSync(link, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const target = `${realpathSync(link)}${sep}`;
  const isInside = target.startsWith(`${realpathSync(root)}${sep}`);
  const isAround = `${realpathSync(join(link, '..'))}${sep}`.startsWith(target);
  return isInside && !isAround ? target : undefined;
}
