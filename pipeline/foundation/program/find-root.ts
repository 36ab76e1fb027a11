import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The folder of the publication, absolute: `--root`; otherwise COURANT_ROOT; otherwise the nearest folder
 * with a `newsletter.yaml`, searching upwards from the working directory. If there is none, the working
 * directory; the command then reports the missing file.
 */
export function findRoot(
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  workingDirectory: string,
): string {
  const named = given ?? (environment['COURANT_ROOT'] || undefined);
  if (named !== undefined) return resolve(workingDirectory, named);
  for (let folder = workingDirectory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'newsletter.yaml'))) return folder;
    if (dirname(folder) === folder) return workingDirectory;
  }
}
