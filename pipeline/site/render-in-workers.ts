import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { CacheFolders, IssueResult, IssueTask } from './issue-renderer.ts';

/** The data that a worker starts with. */
export interface WorkerInput {
  readonly root: string;
  readonly packageRoot: string;
  readonly folders: CacheFolders;
  /** The folder of compiled code, if there is one. A worker does not inherit it. */
  readonly codeCache: string | undefined;
}

/** Issues per message: few, so that the last worker does not finish long after the others. */
const atOnce = 12;

/** A larger young generation is collected less often; the limit on the old one keeps a worker small. */
const resourceLimits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 400 };

/** With fewer issues than this, starting a worker costs more than it saves. */
export const worthWorkers = 24;

/**
 * Renders issues on all cores. A worker asks for the next few when it has finished some, and writes its
 * results into the cache, so memory does not grow with the number of issues. The signal stops it.
 */
export async function renderInWorkers(
  input: WorkerInput,
  tasks: readonly IssueTask[],
  onDone: (results: readonly IssueResult[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const count = Math.min(availableParallelism(), Math.ceil(tasks.length / atOnce));
  let next = 0;
  const take = () => {
    const some = tasks.slice(next, next + atOnce);
    next += atOnce;
    return some;
  };
  await Promise.all(Array.from({ length: count }, () => runWorker(input, take, onDone, signal)));
}

async function runWorker(
  input: WorkerInput,
  take: () => readonly IssueTask[],
  onDone: (results: readonly IssueResult[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const worker = new Worker(siblingModule(import.meta.url, 'worker'), { workerData: input, resourceLimits });
  try {
    await new Promise<void>((resolve, reject) => {
      let given = 0;
      const give = () => {
        const tasks = signal.aborted ? [] : take();
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
      worker.once('error', reject);
      worker.once('exit', (code) => {
        if (code !== 0) reject(new Error(`A worker that renders issues ended with ${code}.`));
      });
      // Two batches at a time: the worker renders one while the pictures of the other are drawn.
      give();
      give();
    });
  } finally {
    await worker.terminate();
  }
}
