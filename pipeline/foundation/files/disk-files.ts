import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Files } from './files.ts';

/** The files of a folder on disk. */
export function diskFiles(root: string): Files {
  const absolute = (path: string) => join(root, ...path.split('/'));
  let home: string | undefined;
  return {
    async read(path) {
      try {
        // Non-blocking, so that a named pipe in place of a file cannot hang the run.
        const handle = await open(absolute(path), constants.O_RDONLY | constants.O_NONBLOCK);
        try {
          return await handle.readFile();
        } finally {
          await handle.close();
        }
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async list(folder) {
      try {
        const entries = await readdir(absolute(folder), { withFileTypes: true });
        return await Promise.all(
          entries.map(async (entry) => ({
            name: entry.name,
            kind: entry.isSymbolicLink() ? await kindAt(join(absolute(folder), entry.name)) : kindOf(entry),
          })),
        );
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
    async stat(path) {
      try {
        const found = await stat(absolute(path));
        const real = await realpath(absolute(path));
        home ??= await realpath(root);
        // The root may be a symbolic link whose target has changed since.
        if (within(home, real) === undefined) home = await realpath(root);
        return { kind: kindOf(found), size: found.size, realPath: within(home, real) };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async importModule(path) {
      const bytes = await readFile(absolute(path));
      // Node caches a module by its address. The hash in the address makes a changed file a new module.
      const version = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      return import(/* @vite-ignore */ `${pathToFileURL(absolute(path))}?v=${version}`);
    },
  };
}

/** The path relative to the folder, with forward slashes; undefined if it is outside of the folder. */
function within(folder: string, path: string): string | undefined {
  const below = relative(folder, path);
  const isOutside = below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
  return isOutside ? undefined : below.split(sep).join('/');
}

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
}

function kindOf(entry: Kinds) {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

async function kindAt(path: string) {
  try {
    return kindOf(await stat(path));
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
