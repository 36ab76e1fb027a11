import { join, resolve } from 'node:path';
import type { Folders } from './context.ts';

/**
 * The folders for everything that Courant writes, if COURANT_DATA names a place for them: `state`, in place
 * of the publication's `.courant`, and `site`, in place of its `dist`. The publication itself can then be on
 * a read-only disk.
 */
export function dataFolders(
  environment: Readonly<Record<string, string | undefined>>,
  workingDirectory: string,
): Folders | undefined {
  const given = environment['COURANT_DATA'];
  if (!given) return undefined;
  const data = resolve(workingDirectory, given);
  const state = join(data, 'state');
  return { state, cache: join(state, 'cache'), site: join(data, 'site') };
}
