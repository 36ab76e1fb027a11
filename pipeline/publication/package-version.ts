import type { Files } from '../foundation/files/files.ts';

/** The version of Courant that these files of the package belong to. */
export async function packageVersion(files: Files): Promise<string> {
  const bytes = await files.read('package.json');
  const { version } = JSON.parse(Buffer.from(bytes ?? []).toString('utf8')) as { version: string };
  return version;
}
