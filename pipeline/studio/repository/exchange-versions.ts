import { fail } from '../../foundation/problems/problem.ts';
import { type GitResult, readable, runGit } from '../run-git.ts';
import { type Repository, refuseBusy } from './find-repository.ts';

/** A branch of a remote with which the present branch exchanges versions. */
export interface RemoteBranch {
  readonly remote: string;
  /** The branch of the remote, such as `main`. */
  readonly branch: string;
  /** Whether git's settings say that the present branch follows it. */
  readonly isFollowed: boolean;
}

/** The time limit of a command that uses the network, in ms. */
const limit = 60_000;

/** Finds the remote branch of a branch: the one that it follows, or the one of the only remote. */
export async function findRemote(
  root: string,
  branch: string | undefined,
): Promise<RemoteBranch | undefined> {
  if (branch === undefined) return undefined;
  const read = async (key: string) => (await runGit(root, ['config', '--get', key])).stdout.trim();
  const [remote, merge] = await Promise.all([
    read(`branch.${branch}.remote`),
    read(`branch.${branch}.merge`),
  ]);
  const known = (await runGit(root, ['remote'])).stdout.split('\n').filter(Boolean);
  const [only] = known.length === 1 ? known : known.filter((name) => name === 'origin');
  const chosen = known.includes(remote) ? remote : only;
  if (chosen === undefined) return undefined;
  const isFollowed = chosen === remote && merge !== '';
  return { remote: chosen, branch: isFollowed ? merge.replace(/^refs\/heads\//, '') : branch, isFollowed };
}

/** Fetches the versions of the remote, without a change of any file. Fails with `git-unreachable` or `git-timeout`. */
export async function fetchVersions({ root }: Repository, { remote }: RemoteBranch): Promise<void> {
  await reach(root, remote, ['fetch', '--quiet', '--no-recurse-submodules', '--', remote], 'fetch versions');
}

/**
 * Takes over the fetched versions, fast-forward only. Returns how many there were, and the changed paths relative to
 * the repository. Fails with `git-diverged`, `git-unrelated`, `git-in-the-way` or `git-timeout`; files are then as
 * they were.
 */
export async function fastForward(
  repository: Repository,
  target: RemoteBranch,
): Promise<{ readonly received: number; readonly paths: readonly string[] }> {
  const { root } = repository;
  const { remote, branch } = target;
  await refuseBusy(repository);
  const { ahead, behind, theirs } = await compare(root, target);
  if (theirs === undefined || behind === 0) return { received: 0, paths: [] };
  if (ahead > 0) fail('git-diverged', { remote, branch, ahead, behind });
  const before = (await runGit(root, ['rev-parse', 'HEAD'])).stdout.trim();
  const merge = ['merge', '--ff-only', '--no-autostash', '--quiet', theirs];
  const { code, said } = await runGit(root, merge, { limit });
  if (code === undefined) fail('git-timeout', { task: 'receive versions', seconds: limit / 1000 });
  if (code !== 0) fail('git-in-the-way', { remote, said: filesIn(said) });
  const changed = await runGit(root, ['diff', '--name-only', '-z', before, 'HEAD']);
  return { received: behind, paths: changed.stdout.split('\0').filter(Boolean) };
}

/** Sends the versions that the remote lacks, and returns how many. Call `fastForward` first. */
export async function sendVersions(repository: Repository, target: RemoteBranch): Promise<number> {
  const { root } = repository;
  const { remote, branch, isFollowed } = target;
  const { ahead, theirs } = await compare(root, target);
  if (theirs !== undefined && ahead === 0) return 0;
  const follows = isFollowed ? [] : ['--set-upstream'];
  const args = ['push', '--porcelain', ...follows, '--', remote, `HEAD:refs/heads/${branch}`];
  await reach(root, remote, args, 'send versions');
  return ahead;
}

/** How many versions each side has that the other lacks, and the remote's commit; undefined if it has no such branch. */
async function compare(root: string, { remote, branch }: RemoteBranch) {
  const count = async (range: string) =>
    Number((await runGit(root, ['rev-list', '--count', range, '--'])).stdout.trim());
  const name = `refs/remotes/${remote}/${branch}`;
  const theirs = (await runGit(root, ['rev-parse', '--verify', '--quiet', name])).stdout.trim();
  if (theirs === '') return { ahead: await count('HEAD'), behind: 0, theirs: undefined };
  const base = await runGit(root, ['merge-base', 'HEAD', theirs]);
  if (base.code !== 0) fail('git-unrelated', { remote, branch });
  const [ahead, behind] = [await count(`${theirs}..HEAD`), await count(`HEAD..${theirs}`)];
  return { ahead, behind, theirs };
}

/** Runs a command that uses the network, with an ssh that asks for nothing. */
async function reach(
  root: string,
  remote: string,
  args: readonly string[],
  task: string,
): Promise<GitResult> {
  const result = await runGit(root, args, { environment: await sshEnvironment(root), limit });
  if (result.code === undefined) fail('git-timeout', { task, seconds: limit / 1000 });
  // For each branch that was refused, git prints a line that begins with "!".
  const refused = result.stdout.split('\n').filter((line) => line.startsWith('!'));
  if (refused.length > 0)
    fail('git-refused', {
      task: `send versions to ${remote}`,
      said: readable(`${result.said}\n${refused.join('\n')}`),
    });
  if (result.code !== 0) fail('git-unreachable', { remote, said: result.said });
  return result;
}

async function sshEnvironment(root: string): Promise<Record<string, string>> {
  const own = process.env['GIT_SSH_COMMAND'];
  const configured = (await runGit(root, ['config', '--get', 'core.sshCommand'])).stdout.trim();
  const command = own ?? (configured || 'ssh');
  // Other programs, such as plink, have other options.
  if (process.env['GIT_SSH'] !== undefined || !/(^|\/)ssh(\s|$)/.test(command)) return {};
  return { GIT_SSH_COMMAND: `${command} -oBatchMode=yes -oConnectTimeout=20` };
}

/** The files that git lists, each on a line with a tab. */
function filesIn(said: string): string {
  const files = said.split('\n').filter((line) => line.startsWith('\t'));
  return files.length > 0 ? files.map((line) => line.trim()).join(', ') : said;
}
