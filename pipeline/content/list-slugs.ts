import type { Files } from '../foundation/files/files.ts';

/** The names of the folders in `content/`, sorted. */
export async function listSlugs(files: Files): Promise<string[]> {
  const entries = await files.list('content');
  return entries
    .filter((entry) => entry.kind === 'folder' && !/^[._]/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}
