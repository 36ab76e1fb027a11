import { Worker } from 'node:worker_threads';
import { type Problem, ProblemError } from '../foundation/problems/problem.ts';
import { childEnvironment } from '../foundation/program/child-environment.ts';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { CacheFolders } from './cache-folders.ts';
import type { IssueResult, IssueTask } from './issue-renderer.ts';

/** The data that a worker needs to start. */
export interface WorkerInput {
  readonly root: string;
  readonly packageRoot: string;
  readonly folders: CacheFolders;
  /** The moment of the build, in milliseconds since 1970. */
  readonly asOf: number;
}

/** A thread that renders issues. */
export interface RenderWorker {
  /** Resolves when it has loaded the publication; to false if it could not. */
  readonly isReady: Promise<boolean>;
  /** Renders issues until `take` returns none. Must wait until the worker is ready. */
  render(take: () => readonly IssueTask[], onDone: (results: readonly IssueResult[]) => void): Promise<void>;
  /** Ends the thread. May be called several times, and at any time. */
  end(): Promise<unknown>;
}

/**
 * A larger young generation needs fewer collections. The limit for the old generation keeps a worker small.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 400 };

/**
 * Starts a worker, which begins to load its code and the publication. `usesCode` says whether it uses the compiled
 * code that Node keeps. Without kept code this must be false: the worker would write the same thousand files as the
 * main thread.
 */
export function startWorker(input: WorkerInput, usesCode: boolean): RenderWorker {
  const env = usesCode ? childEnvironment() : process.env;
  const worker = new Worker(siblingModule(import.meta.url, 'worker'), {
    workerData: input,
    resourceLimits,
    env,
  });
  const ended = new Promise<false>((resolve, reject) => {
    worker.once('error', (error) => reject(asThrown(error)));
    worker.once('exit', (code) => {
      if (code === 0) resolve(false);
      else reject(new Error(`A worker that renders issues ended with ${code}.`));
    });
  });
  const ready = new Promise<true>((resolve) => worker.once('message', () => resolve(true)));
  const isReady = Promise.race([ready, ended]);
  isReady.catch(() => {}); // Nobody waits for it if the build ends early.
  let ending: Promise<unknown> | undefined;
  const end = () => {
    ending ??= worker.terminate();
    return ending;
  };
  return { isReady, render, end };

  async function render(
    take: () => readonly IssueTask[],
    onDone: (results: readonly IssueResult[]) => void,
  ): Promise<void> {
    const finished = new Promise<void>((resolve) => {
      let given = 0;
      const give = () => {
        const tasks = take();
        if (tasks.length > 0) {
          given++;
          worker.postMessage(tasks);
        } else if (given === 0) resolve();
      };
      worker.on('message', (results: readonly IssueResult[]) => {
        given--;
        onDone(results);
        give();
      });
      give();
      give();
    });
    const lost = ended.then(() => {
      throw new Error('A worker that renders issues ended too early.');
    });
    try {
      await Promise.race([finished, lost]);
    } finally {
      // The caller awaits this when it has done everything else.
      end();
    }
  }
}

/** The error as the worker threw it: a thread gets only a copy, which has the properties of a `ProblemError`, not its class. */
function asThrown(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'ProblemError') return error;
  return new ProblemError((error as Error & { problems: readonly Problem[] }).problems);
}
