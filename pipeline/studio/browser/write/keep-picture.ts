import type { StoredPicture } from '../../protocol/pictures.ts';
import { path, postFile } from '../api.ts';

/** Puts a picture into the folder of an issue. Returns the name of its file. */
export async function keepPicture(slug: string, file: File): Promise<string> {
  const address = `${path('api', 'pictures', slug)}?name=${encodeURIComponent(file.name)}`;
  return (await postFile<StoredPicture>(address, file)).file;
}
