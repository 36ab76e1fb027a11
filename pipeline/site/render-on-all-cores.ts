import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { childEnvironment } from '../foundation/program/child-environment.ts';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { CacheFolders, IssueRenderer, IssueResult, IssueTask } from './issue-renderer.ts';

/** The data that a worker needs to start. */
export interface WorkerInput {
  readonly root: string;
  readonly packageRoot: string;
  /** The hash of everything that all issues depend on. */
  readonly engine: string;
  readonly folders: CacheFolders;
  /** The moment of the build, in milliseconds since 1970. */
  readonly asOf: number;
}

/** The number of issues per message to a worker. */
const atOnce = 12;

/**
 * A larger young generation needs fewer collections. The limit for the old generation keeps a worker small.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 400 };

/** With fewer issues than this per worker, starting the worker costs more than it saves. */
const worthWorker = 32;

/** The number of workers for this many issues: at most one for each core, except the core of this thread. */
function countWorkers(issues: number): number {
  return Math.min(availableParallelism() - 1, Math.floor(issues / worthWorker));
}

/**
 * Renders issues on this thread, and in workers on the other cores. A worker asks for more issues when it has
 * finished some, and writes its results into the cache, so memory does not grow with the number of issues.
 * Aborting the signal stops them all. Without `input`, or with few issues, there are no workers.
 */
export async function renderOnAllCores(
  tasks: readonly IssueTask[],
  renderer: IssueRenderer,
  input: WorkerInput | undefined,
  onDone: (results: readonly IssueResult[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const workers = input === undefined ? 0 : countWorkers(tasks.length);
  let next = 0;
  // Hand out fewer issues towards the end, so that no thread finishes long after the others.
  const take = () => {
    if (signal.aborted) return [];
    const share = Math.ceil((tasks.length - next) / (4 * (workers + 1)));
    const some = tasks.slice(next, next + Math.min(atOnce, share));
    next += some.length;
    return some;
  };
  const lane = async () => {
    for (let some = take(); some.length > 0; some = take()) {
      // Strings in the results are slices of sources and pages, and would keep these in memory. A copy does
      // not.
      onDone(structuredClone(await renderer.render(some)));
    }
  };
  // Render two batches at a time: while other threads draw the pictures of one, this thread renders the
  // other.
  const threads = Array.from({ length: workers }, () => input && renderInWorker(input, take, onDone));
  await Promise.all([...threads, lane(), lane()]);
}

/** Renders issues in a worker until `take` returns none. */
export async function renderInWorker(
  input: WorkerInput,
  take: () => readonly IssueTask[],
  onDone: (results: readonly IssueResult[]) => void,
): Promise<void> {
  const options = { workerData: input, resourceLimits, env: childEnvironment() };
  const worker = new Worker(siblingModule(import.meta.url, 'worker'), options);
  try {
    await new Promise<void>((resolve, reject) => {
      let given = 0;
      const give = () => {
        const tasks = take();
        if (tasks.length > 0) {
          given++;
          worker.postMessage(tasks);
        } else if (given === 0) resolve();
      };
      worker.on('message', (results: readonly IssueResult[] | 'ready') => {
        if (results === 'ready') give();
        else {
          given--;
          onDone(results);
        }
        give();
      });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        if (code !== 0) reject(new Error(`A worker that renders issues ended with ${code}.`));
      });
    });
  } finally {
    await worker.terminate();
  }
}
