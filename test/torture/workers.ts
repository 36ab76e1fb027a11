import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';

/** Processes of `courant work`, each of which is started again when it ends, as systemd does. */
export interface Workers {
  readonly count: number;
  /** What no worker may do, as sentences: end on its own, or fail with an error of the program. */
  readonly complaints: readonly string[];
  /** Sends a signal to a worker, to the run that it started, or to both. Returns a function that lets them continue. */
  signal(place: number, signal: NodeJS.Signals, to: { worker: boolean; run: boolean }): () => void;
  /** Starts `courant run` beside the worker, as a cron line does. */
  runOnce(place: number): Promise<void>;
  stop(): Promise<void>;
}

interface WorkersOptions {
  /** The folder of each worker's publication. */
  readonly roots: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly beforeStart: () => Promise<void> | undefined;
}

/** The exit codes of a worker that could not reach PostgreSQL when it started, and of a run. */
const normalEnds: readonly unknown[] = [0, 1, 3, 4];

export function startWorkers({ roots, environment, beforeStart }: WorkersOptions): Workers {
  const complaints: string[] = [];
  const running = new Map<number, ChildProcess>();
  const others = new Set<ChildProcess>();
  let isOver = false;

  const start = (place: number, command: string): ChildProcess => {
    const root = roots[place] ?? '';
    const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
    const child = spawn(process.execPath, [join(packageRoot, 'bin/courant.cjs'), command, '--root', root], {
      cwd: root,
      env: { PATH, HOME, NODE_COMPILE_CACHE, XDG_STATE_HOME: join(root, 'state-home'), ...environment },
      // It ends when this process does.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        if (process.env['TORTURE_LOG']) process.stderr.write(text.replace(/^/gm, `${place} `));
        const [trace] = /^.*\n\s+at .*/m.exec(text) ?? [];
        if (trace) complaints.push(`${command} printed a stack trace: ${trace.replace(/\s+/g, ' ')}`);
      });
    return child;
  };
  const keepRunning = async (place: number) => {
    while (!isOver) {
      await beforeStart();
      const child = start(place, 'work');
      running.set(place, child);
      const [code, signal] = await once(child, 'exit');
      running.delete(place);
      if (!isOver && signal !== 'SIGKILL' && !normalEnds.includes(code))
        complaints.push(`A worker ended with ${code ?? signal}.`);
      if (!isOver) await sleep(500);
    }
  };
  const places = roots.map((_, place) => keepRunning(place));

  return {
    count: roots.length,
    complaints,
    signal(place, signal, { worker, run }) {
      const child = running.get(place);
      const pids =
        child?.pid === undefined
          ? []
          : [...(run ? childrenOf(child.pid) : []), ...(worker ? [child.pid] : [])];
      for (const pid of pids) kill(pid, signal);
      return () => {
        for (const pid of pids) kill(pid, 'SIGCONT');
      };
    },
    async runOnce(place) {
      const child = start(place, 'run');
      others.add(child);
      const [code, signal] = await once(child, 'exit');
      others.delete(child);
      if (!isOver && !normalEnds.includes(code)) complaints.push(`A run ended with ${code ?? signal}.`);
    },
    async stop() {
      isOver = true;
      for (const [, child] of running) {
        for (const pid of childrenOf(child.pid ?? 0)) kill(pid, 'SIGKILL');
        child.kill('SIGKILL');
      }
      for (const child of others) child.kill('SIGKILL');
      await Promise.all(places);
    },
  };
}

/** The processes that a process has started (Linux). */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Sends a signal to a process that may have ended. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {}
}
