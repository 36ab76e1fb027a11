import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../foundation/problems/problem.ts';
import type { FileChange } from '../protocol/versions.ts';
import { runGit } from '../run-git.ts';
import type { Repository } from './find-repository.ts';

/** The state of the work tree below `content/`, and of the branch. */
export interface RepositoryStatus {
  /** Undefined while no branch is checked out. */
  readonly branch: string | undefined;
  /** The branch of the remote that the branch follows, such as `origin/main`. */
  readonly upstream: string | undefined;
  readonly ahead: number;
  readonly behind: number;
  readonly changes: readonly Change[];
}

export interface Change extends FileChange {
  /** Whether the index has the file. */
  readonly isKnown: boolean;
  /** Whether it is a repository of its own: a submodule, or a folder with its own `.git`. */
  readonly isRepository: boolean;
  /** Whether it has a conflict that nobody has resolved. */
  readonly isUnmerged: boolean;
}

/** Reads what differs from the latest version. Fails with `git-refused`. */
export async function readStatus({ root, prefix }: Repository): Promise<RepositoryStatus> {
  const args = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--no-renames'];
  const { code, stdout, said } = await runGit(root, [...args, '--', 'content']);
  if (code !== 0) fail('git-refused', { task: 'read the changes', said });
  const lines = stdout.split('\0');
  const header = (name: string) =>
    lines.find((line) => line.startsWith(`# ${name} `))?.slice(name.length + 3);
  const head = header('branch.head');
  const [, ahead = 0, behind = 0] = /^\+(\d+) -(\d+)$/.exec(header('branch.ab') ?? '') ?? [];
  return {
    branch: head === '(detached)' ? undefined : head,
    upstream: header('branch.upstream'),
    ahead: Number(ahead),
    behind: Number(behind),
    changes: oncePerFile(lines.flatMap((line) => changeIn(line, root, prefix))),
  };
}

/** The change in a line of `git status --porcelain=v2`. */
function changeIn(line: string, root: string, prefix: string): Change[] {
  const untracked = /^\? ([\s\S]+)$/.exec(line)?.[1];
  const usual = /^1 (..) (....) (?:\d+ ){3}(?:\w+ ){2}([\s\S]+)$/.exec(line);
  const unmerged = /^u (..) (....) (?:\d+ ){4}(?:\w+ ){3}([\s\S]+)$/.exec(line);
  const [, states = '', sub = '', tracked] = usual ?? unmerged ?? [];
  const found = untracked ?? tracked;
  if (found === undefined || !found.startsWith(prefix)) return [];
  const path = found.slice(prefix.length);
  const isNew = untracked !== undefined || states.includes('A');
  const kind = isNew ? 'new' : existsSync(join(root, path)) ? 'changed' : 'gone';
  const isRepository = sub.startsWith('S') || path.endsWith('/');
  return [{ path, kind, isKnown: untracked === undefined, isRepository, isUnmerged: unmerged !== null }];
}

/** A file that was removed from the index, and is there nevertheless, has two lines. */
function oncePerFile(changes: readonly Change[]): Change[] {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const before = found.get(change.path);
    found.set(change.path, before ? { ...change, kind: 'changed' } : change);
  }
  return [...found.values()];
}
