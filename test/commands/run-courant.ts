import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { main } from '../../pipeline/main.ts';

const home = fileURLToPath(new URL('../../', import.meta.url));

/** What a finished process left. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as people do: a process of its own, in this folder. */
export function courant(
  root: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Finished> {
  return startCourant(root, args, environment).finished;
}

/**
 * The same in this process, without the second that Node takes to load the program. For a command that needs
 * no process of its own: it writes nothing past its terminal, and no signal ends it.
 */
export function courantHere(
  root: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Finished> {
  return startHere(root, args, environment).finished;
}

/** The same, with a process that gets what the test emits: a signal, or an error of its output. */
export function startHere(
  root: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): { started: EventEmitter & { stdout: EventEmitter }; finished: Promise<Finished> } {
  const output = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof output) =>
    Object.assign(new EventEmitter(), {
      write(text: string) {
        output[name] += text;
        return true;
      },
    });
  const { PATH = '', HOME = '' } = process.env;
  const started = Object.assign(new EventEmitter(), {
    argv: [process.execPath, 'courant', ...args],
    env: { PATH, HOME, XDG_STATE_HOME: join(root, '.state-home'), ...environment },
    cwd: () => root,
    stdin: {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
  });
  const finished = main(started as unknown as NodeJS.Process).then((code) => ({ code, ...output }));
  return { started, finished };
}

/** As a process of its own that the test can end. */
export function startCourant(
  root: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): { child: ChildProcess; finished: Promise<Finished> } {
  const { PATH = '', HOME = '', TMPDIR = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, [join(home, 'pipeline/cli.ts'), ...args], {
    cwd: root,
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_COMPILE_CACHE,
      XDG_STATE_HOME: join(root, '.state-home'),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
  return { child, finished };
}

/** A copy of this repository's publication in a folder of its own, gone when the test is. */
export async function copyPublication(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp(join(home, 'content'), join(root, 'content'), { recursive: true });
  await cp(join(home, 'newsletter.yaml'), join(root, 'newsletter.yaml'));
  return root;
}

export async function readText(root: string, path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}
