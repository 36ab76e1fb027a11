import { fail } from '../../foundation/problems/problem.ts';
import type { Author } from '../protocol/versions.ts';
import { runGit } from '../run-git.ts';
import { asAuthor, findAuthor, rememberAuthor } from './find-author.ts';
import { type Repository, refuseBusy } from './find-repository.ts';
import type { ChangedIssue } from './group-changes.ts';
import type { Change } from './read-status.ts';

interface Saving {
  readonly sentence: string;
  /** The author whom the person named. */
  readonly author: Author | undefined;
  /** Whether the repository remembers that author. */
  readonly remembers: boolean;
}

const task = 'save this version';
/** The time limit, in ms. The hooks of the repository run within it. */
const limit = 60_000;

/**
 * Commits the files of one issue, and returns the commit. Whatever else is staged stays staged. Hooks run, and if one
 * refuses, the index is as it was. Fails with `git-detached`, `git-unfinished`, `git-locked`, `git-submodule`,
 * `git-author`, `git-unchanged`, `git-timeout` or `git-refused`.
 */
export async function saveVersion(
  repository: Repository,
  { branch, changed }: { readonly branch: string | undefined; readonly changed: ChangedIssue },
  { sentence, author, remembers }: Saving,
): Promise<string> {
  const { root, top } = repository;
  await refuseBusy(repository);
  if (branch === undefined) fail('git-detached', {});
  const inner = changed.changes.find(({ isRepository }) => isRepository);
  if (inner) fail('git-submodule', { path: inner.path });
  const torn = changed.changes.find(({ isUnmerged }) => isUnmerged);
  if (torn) fail('git-refused', { task, said: `"${torn.path}" has a conflict that nobody has resolved.` });
  const settings = await findAuthor(root);
  const writer = author ?? settings ?? fail('git-author', {});
  if (author && remembers && settings === undefined) await rememberAuthor(root, author);
  const added = changed.changes.filter(({ isKnown }) => !isKnown);
  await announce(repository, added);
  // Without the flags, the settings of a person could open an editor, or take lines out of the sentence.
  const args = ['commit', '--only', '--no-edit', '--cleanup=whitespace', `--message=${sentence}`];
  const { code, stdout, said } = await runGit(top, [...args, ...fromInput], {
    input: listOf(repository, changed.changes),
    environment: asAuthor(writer, settings),
    limit,
  });
  if (code !== 0) {
    await takeBack(repository, added);
    if (code === undefined) fail('git-timeout', { task, seconds: limit / 1000 });
    if (/nothing (?:added )?to commit|no changes added/.test(stdout))
      fail('git-unchanged', { issue: changed.slug });
    fail('git-refused', { task, said: said || stdout.trim() });
  }
  return (await runGit(root, ['rev-parse', 'HEAD'])).stdout.trim();
}

const fromInput = ['--pathspec-from-file=-', '--pathspec-file-nul'];

/** The paths of changes as git reads them, relative to the repository. */
const listOf = ({ prefix }: Repository, changes: readonly Change[]) =>
  changes.map(({ path }) => `${prefix}${path}\0`).join('');

/** Tells the index that new files are to come, without their contents. `git commit --only` takes only files that it knows. */
async function announce(repository: Repository, added: readonly Change[]): Promise<void> {
  if (added.length === 0) return;
  const input = listOf(repository, added);
  const { code, said } = await runGit(repository.top, ['add', '--intent-to-add', ...fromInput], { input });
  if (code !== 0) fail('git-refused', { task, said });
}

async function takeBack(repository: Repository, added: readonly Change[]): Promise<void> {
  if (added.length === 0) return;
  const input = listOf(repository, added);
  await runGit(repository.top, ['rm', '--cached', '--quiet', '--ignore-unmatch', ...fromInput], { input });
}
