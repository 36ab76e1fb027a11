import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeStateFolder } from '../files/state-folder.ts';
import { dataFolders } from './data-folders.ts';
import { findRoot } from './find-root.ts';

/**
 * The folder in which Node keeps compiled code for the next start: `.courant/cache/code` of the publication.
 * Makes sure that `.courant` is closed to other users. Undefined if there is no publication; Node then uses a
 * temporary folder. The command line has not been parsed at this point, so this looks for `--root` in the
 * arguments.
 */
export function codeCacheFolder(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  workingDirectory: string,
): string | undefined {
  const at = argv.indexOf('--root');
  const named = at < 0 ? argv.find((each) => each.startsWith('--root='))?.slice(7) : argv[at + 1];
  const root = findRoot(named, environment, workingDirectory);
  if (!existsSync(join(root, 'newsletter.yaml'))) return undefined;
  const state = dataFolders(environment, workingDirectory)?.state ?? join(root, '.courant');
  try {
    // If the folder exists, `main` closes it to other users and reports that.
    if (!existsSync(state)) makeStateFolder(state);
  } catch {
    return undefined; // The disk is read-only. Commands that must write there report it.
  }
  return join(state, 'cache', 'code');
}
