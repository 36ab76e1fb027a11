import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Files } from './files.ts';

/**
 * The files of a folder on disk. Reads them on this thread: the threads of Node's promises take five times as long
 * for small files. Others get their turn in between, however many files are read.
 */
export function diskFiles(root: string): Files {
  const absolute = (path: string) => join(root, ...path.split('/'));
  let home: string | undefined;
  return {
    async read(path) {
      for (let attempt = 1; ; attempt++) {
        await letOthersRun();
        const { bytes, isEmptied } = readOnce(absolute(path));
        if (!isEmptied || attempt === mostReads) return bytes;
        await setTimeout(4);
      }
    },
    async list(folder) {
      await letOthersRun();
      try {
        return readdirSync(absolute(folder), { withFileTypes: true }).map((entry) => ({
          name: entry.name,
          kind: entry.isSymbolicLink() ? kindAt(join(absolute(folder), entry.name)) : kindOf(entry),
        }));
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
    async stat(path) {
      await letOthersRun();
      try {
        const found = statSync(absolute(path));
        const real = realpathSync.native(absolute(path));
        home ??= realpathSync.native(root);
        // The root may be a symbolic link whose target has changed since.
        if (within(home, real) === undefined) home = realpathSync.native(root);
        return { kind: kindOf(found), size: found.size, realPath: within(home, real) };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async importModule(path) {
      const bytes = readFileSync(absolute(path));
      // Node caches a module by its address. The hash in the address makes a changed file a new module.
      const version = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      return import(/* @vite-ignore */ `${pathToFileURL(absolute(path))}?v=${version}`);
    },
  };
}

/** How long to wait, in ms, for the text of a file that a program has emptied. */
export const longestEmpty = 48;

/** How often to read a file that is empty each time. A program may empty it again and again, and never write it. */
const mostReads = 50;

/**
 * Reads a file; without bytes if it does not exist. Many editors empty a file before they write it, and on a busy
 * machine the text comes a while later.
 */
function readOnce(path: string): { readonly bytes?: Buffer; readonly isEmptied: boolean } {
  try {
    // Non-blocking, so that a named pipe in place of a file cannot hang the run.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const bytes = readFileSync(file);
      const isEmptied = bytes.length === 0 && Math.abs(Date.now() - fstatSync(file).mtimeMs) < longestEmpty;
      return { bytes, isEmptied };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isMissing(error)) return { isEmptied: false };
    throw error;
  }
}

/** In milliseconds: a server or a studio that reads thousands of files answers in between. */
const longestTurn = 5;
let turnBegan = 0;

/** Lets the timers, requests and messages that wait run, unless they had their turn a moment ago. */
async function letOthersRun(): Promise<void> {
  if (performance.now() - turnBegan < longestTurn) return;
  await setImmediate();
  turnBegan = performance.now();
}

/** The path relative to the folder, with forward slashes; undefined if it is outside of the folder. */
function within(folder: string, path: string): string | undefined {
  const below = relative(folder, path);
  const isOutside = below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
  return isOutside ? undefined : below.split(sep).join('/');
}

function kindOf(entry: Pick<Stats, 'isFile' | 'isDirectory'>) {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

function kindAt(path: string) {
  try {
    return kindOf(statSync(path));
  } catch (error) {
    if (isMissing(error)) return 'other'; // A link without a target.
    throw error;
  }
}

/**
 * Whether the error says that there is no such file, or that a file is where a folder should be. A circular
 * link counts as missing too.
 */
function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(code);
}
