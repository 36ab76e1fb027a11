import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { CacheFolders, IssueResult, IssueTask } from './issue-renderer.ts';

/** What a worker is started with. */
export interface WorkerInput {
  readonly root: string;
  readonly packageRoot: string;
  readonly folders: CacheFolders;
  /** Where compiled code is kept, if it is: a worker does not know by itself. */
  readonly codeCache: string | undefined;
}

/** Few enough that a worker that finishes late is not waited for long. */
const atOnce = 12;

/** Memory that is soon free again is cleared less often when there is more of it; all of it together stays small. */
const resourceLimits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 400 };

/** Below this, starting a worker costs more than it saves. */
export const worthWorkers = 24;

/**
 * Renders issues on all cores. Each worker asks for the next few as it finishes some, and keeps what it makes in
 * the cache itself, so that memory does not grow with the number of issues. Stops at the signal.
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
      // While the first are read and drawn, the next are rendered.
      give();
      give();
    });
  } finally {
    await worker.terminate();
  }
}
