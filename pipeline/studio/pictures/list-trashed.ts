import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNotThere } from '../../foundation/files/read-if-there.ts';
import type { TrashedPicture } from '../protocol/pictures.ts';

/** The folder for a picture that moves to the trash at a moment, in the folder of the studio's state. */
export function trashFolder(slug: string, moment: Date): string {
  return `trash/pictures/${slug}-${moment.toISOString().replaceAll(/[-:.]/g, '')}`;
}

/** The pictures of an issue in the trash, the latest first. */
export async function listTrashed(stateFolder: string, slug: string): Promise<TrashedPicture[]> {
  const all = 'trash/pictures';
  const folders = (await namesIn(join(stateFolder, all))).filter(
    (name) => name.startsWith(`${slug}-`) && /^\d{8}T\d{9}Z$/.test(name.slice(slug.length + 1)),
  );
  const found = await Promise.all(
    folders
      .sort()
      .reverse()
      .map(async (folder) =>
        (await namesIn(join(stateFolder, all, folder))).map((file) => ({
          path: `${all}/${folder}/${file}`,
          file,
        })),
      ),
  );
  return found.flat();
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isNotThere(error)) return [];
    throw error;
  }
}
