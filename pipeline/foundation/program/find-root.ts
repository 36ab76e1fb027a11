import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The folder of the publication, absolute: what `--root` says, else COURANT_ROOT, else the nearest folder with a
 * `newsletter.yaml` from the working directory upwards. Without any of them it is the working directory, where a
 * command then finds out what is missing.
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
