import { join } from 'node:path';
import { namesIn } from '../../foundation/files/names-in.ts';
import type { TrashedPicture } from '../protocol/pictures.ts';

/** The folder for a picture that moves to the trash at a moment, in the folder of the studio's state. */
export function trashFolder(slug: string, moment: Date): string {
  return `trash/pictures/${slug}-${moment.toISOString().replaceAll(/[-:.]/g, '')}`;
}

/** The pictures of an issue in the trash, the latest first. */
export function listTrashed(stateFolder: string, slug: string): TrashedPicture[] {
  const all = 'trash/pictures';
  const folders = namesIn(join(stateFolder, all)).filter(
    (name) => name.startsWith(`${slug}-`) && /^\d{8}T\d{9}Z$/.test(name.slice(slug.length + 1)),
  );
  const filesIn = (folder: string) =>
    namesIn(join(stateFolder, all, folder)).map((file) => ({ path: `${all}/${folder}/${file}`, file }));
  return folders.sort().reverse().flatMap(filesIn);
}
