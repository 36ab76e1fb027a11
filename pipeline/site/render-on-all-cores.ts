import { untilAborted } from '../foundation/time/until-aborted.ts';
import type { IssueRenderer, IssueResult, IssueTask } from './issue-renderer.ts';
import type { RenderWorker } from './start-worker.ts';

/** What is needed to render an issue, before a thread gets it. */
export type IssueToRender = Omit<IssueTask, 'engine'>;

export interface AllCores {
  /** Renders on this thread. */
  readonly renderer: IssueRenderer;
  readonly workers: readonly RenderWorker[];
  /**
   * The hash of everything that all issues depend on, as this thread has loaded it, and for each worker, when it has
   * loaded it too.
   */
  readonly engine: string;
  readonly engineOfWorker: () => Promise<string>;
  readonly signal: AbortSignal;
}

/** The number of issues per message to a worker. */
const atOnce = 12;

/**
 * Renders issues on this thread, and in workers on the other cores. A worker asks for more issues when it has
 * finished some, and writes its results into the cache, so memory does not grow with the number of issues.
 * Aborting the signal stops them all.
 */
export async function renderOnAllCores(
  issues: readonly IssueToRender[],
  { renderer, workers, engine, engineOfWorker, signal }: AllCores,
  onDone: (results: readonly IssueResult[]) => void,
): Promise<void> {
  let next = 0;
  // Hand out fewer issues towards the end, so that no thread finishes long after the others.
  const take = (loaded: string): readonly IssueTask[] => {
    if (signal.aborted) return [];
    const share = Math.ceil((issues.length - next) / (4 * (workers.length + 1)));
    const some = issues.slice(next, next + Math.min(atOnce, share));
    next += some.length;
    return some.map((issue) => ({ ...issue, engine: loaded }));
  };
  const lane = async () => {
    for (let some = take(engine); some.length > 0; some = take(engine)) {
      // Strings in the results are slices of sources and pages, and would keep these in memory. A copy does
      // not.
      onDone(structuredClone(await renderer.render(some, signal)));
    }
  };
  const inWorker = async (worker: RenderWorker) => {
    if (!(await worker.isReady)) return;
    const loaded = await engineOfWorker();
    await worker.render(() => take(loaded), onDone);
  };
  // Render two batches at a time: while other threads draw the pictures of one, this thread renders the
  // other.
  // The caller ends the workers, so nobody waits for the batches that they still have after the signal.
  const stopped = untilAborted(signal);
  await Promise.all([...workers.map((worker) => Promise.race([inWorker(worker), stopped])), lane(), lane()]);
}
