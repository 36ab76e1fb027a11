import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Files } from './files.ts';

/** The files of a folder on disk. */
export function diskFiles(root: string): Files {
  const absolute = (path: string) => join(root, ...path.split('/'));
  let home: Promise<string> | undefined;
  return {
    async read(path) {
      try {
        // Non-blocking, so that a named pipe in the place of a file cannot hold up the run.
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
        home ??= realpath(root);
        const real = relative(await home, await realpath(absolute(path)));
        const outside = real === '..' || real.startsWith(`..${sep}`) || isAbsolute(real);
        return {
          kind: kindOf(found),
          size: found.size,
          realPath: outside ? undefined : real.split(sep).join('/'),
        };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
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
    if (isMissing(error)) return 'other'; // a link that leads nowhere
    throw error;
  }
}

/** No such file, or a file where a folder should be. Links in a circle count as missing too. */
function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(code);
}
