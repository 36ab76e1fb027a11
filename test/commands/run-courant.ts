import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

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

/** The same, with the process in hand. */
export function startCourant(
  root: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): { child: ChildProcess; finished: Promise<Finished> } {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, [join(home, 'pipeline/cli.ts'), ...args], {
    cwd: root,
    env: { PATH, HOME, NODE_COMPILE_CACHE, XDG_STATE_HOME: join(root, '.state-home'), ...environment },
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
