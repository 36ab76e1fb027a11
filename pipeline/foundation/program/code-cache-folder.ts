import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeStateFolder } from '../files/state-folder.ts';
import { findRoot } from './find-root.ts';

/**
 * Where Node keeps compiled code for the next start: `.courant/cache/code` of the publication, whose `.courant` is made
 * closed to other users. Undefined where there is no publication; Node then takes a folder for temporary files. Nothing
 * is parsed yet, so `--root` is looked for.
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
  const state = join(root, '.courant');
  try {
    // An existing one may have to be closed, which `main` reports.
    if (!existsSync(state)) makeStateFolder(state);
  } catch {
    return undefined; // a disk that is read-only: commands that must write there say so
  }
  return join(state, 'cache', 'code');
}
