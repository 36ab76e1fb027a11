import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fail } from '../../foundation/problems/problem.ts';
import { runGit } from '../run-git.ts';

/** The git repository of a publication. */
export interface Repository {
  /** The publication's folder. */
  readonly root: string;
  /** The folder of the repository: the publication's own, or one above it. */
  readonly top: string;
  /** The path from `top` to `root`, with a slash at its end; empty if they are the same. */
  readonly prefix: string;
  /** The folder with the index, and the files of an unfinished merge. A linked worktree has one of its own. */
  readonly gitFolder: string;
}

/** Finds the repository. Fails with `git-missing`, `git-no-repository` or `git-refused`. */
export async function findRepository(root: string): Promise<Repository> {
  const asked = ['--is-inside-work-tree', '--show-toplevel', '--show-prefix', '--absolute-git-dir'];
  const { code, stdout, said } = await runGit(root, ['rev-parse', ...asked]);
  const [inside, top = '', prefix = '', gitFolder = ''] = stdout.split('\n');
  if (inside === 'false') fail('git-no-repository', { isBare: true });
  if (code !== 0 && /not a git repository/.test(said)) fail('git-no-repository', { isBare: false });
  if (code !== 0) fail('git-refused', { task: 'open the repository', said });
  return { root, top, prefix, gitFolder };
}

/** The files that git keeps while it waits for a person, with the command that waits. */
const unfinished: readonly (readonly [file: string, command: string])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
];

/** How often to look whether another program has finished with the index, and the time between, in ms. */
const looks = 10;
const pause = 100;

/** Fails with `git-unfinished` or `git-locked` while git cannot make a version. */
export async function refuseBusy({ top, gitFolder }: Repository): Promise<void> {
  const command = unfinished.find(([file]) => existsSync(join(gitFolder, file)))?.[1];
  if (command !== undefined) fail('git-unfinished', { command });
  const lock = join(gitFolder, 'index.lock');
  for (let look = 1; existsSync(lock); look++) {
    if (look === looks) fail('git-locked', { file: relative(top, lock) });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
