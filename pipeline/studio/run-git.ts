import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { createProblem, ProblemError } from '../foundation/problems/problem.ts';

export interface GitResult {
  /** The exit code; undefined if git was stopped after the time limit. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** What git and its hooks said to people, without colours and passwords. */
  readonly said: string;
}

interface GitOptions {
  /** The text for standard input. */
  readonly input?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** In ms. */
  readonly limit?: number | undefined;
}

/** The time limit of a command that works on this machine only, in ms. */
const usual = 30_000;
/** The most bytes to keep of each output. */
const largest = 20_000_000;

/**
 * Runs git in a folder, without a shell. It never asks for anything in the terminal: it runs in a session of its
 * own, which has none. Fails with `git-missing`. Any exit code is a result.
 */
export function runGit(
  folder: string,
  args: readonly string[],
  { input = '', environment = {}, limit = usual }: GitOptions = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const isGroup = process.platform !== 'win32';
    const child = spawn('git', ['--no-optional-locks', '--literal-pathspecs', ...args], {
      cwd: folder,
      env: { ...ownEnvironment(), ...environment },
      detached: isGroup,
      windowsHide: true,
    });
    const outputs = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let size = 0;
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= largest) outputs[name].push(chunk);
      });
    const timer = setTimeout(() => stop(child, isGroup), limit);
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(error.code === 'ENOENT' ? new ProblemError([createProblem('git-missing', {})]) : error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const text = (name: keyof typeof outputs) => Buffer.concat(outputs[name]).toString('utf8');
      resolve({ code: code ?? undefined, stdout: text('stdout'), said: readable(text('stderr')) });
    });
    child.stdin.on('error', () => {}); // git may end before it has read everything. Its exit code says why.
    child.stdin.end(input);
  });
}

/** Ends git, and with `isGroup` its hooks and ssh too. */
function stop(child: ChildProcessWithoutNullStreams, isGroup: boolean): void {
  try {
    if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    else child.kill();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    // git has ended, but a program that a hook left behind keeps the outputs open.
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

/** The variables that point git to another repository, for example when a hook has started the studio. */
const foreign = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
];

/** The environment of every git process of the studio: the repository is that of the folder, and git asks nothing. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  for (const name of foreign) delete environment[name];
  return { ...environment, LC_ALL: 'C', LANGUAGE: '', GIT_TERMINAL_PROMPT: '0', GIT_EDITOR: 'true' };
}

/** The longest output to show, in characters. */
const longest = 2000;

/** Output for people: without colours, control characters and the passwords of addresses. */
export function readable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/:\/\/[^/\s@]*@/g, '://')
    .trim()
    .slice(0, longest);
}
