import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { vi } from 'vitest';

const run = promisify(execFile);

/** Makes a folder a git repository, with all that is in it as its first commit; returns the commit. */
export async function initRepository(root: string): Promise<string> {
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  return commitAll(root, 'As it was');
}

/** Commits everything; returns the commit. */
export async function commitAll(root: string, subject: string): Promise<string> {
  await git(root, 'add', '--all');
  const person = [
    '-c',
    'user.name=Editor',
    '-c',
    'user.email=editor@example.org',
    '-c',
    'commit.gpgsign=false',
  ];
  await git(root, ...person, 'commit', '--quiet', '--message', subject);
  return (await git(root, 'rev-parse', 'HEAD')).trim();
}

/** Untouched by whatever this machine has set up for git. */
async function git(root: string, ...args: string[]): Promise<string> {
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return (await run('git', args, { cwd: root, env: environment })).stdout;
}

/** Runs the rest of a test file without the settings of git of this machine, and without a person's name. */
export function forgetGitSettings(): void {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  const person = [
    'GIT_AUTHOR_NAME',
    'GIT_AUTHOR_EMAIL',
    'GIT_COMMITTER_NAME',
    'GIT_COMMITTER_EMAIL',
    'EMAIL',
  ];
  for (const name of person) vi.stubEnv(name, undefined);
}
