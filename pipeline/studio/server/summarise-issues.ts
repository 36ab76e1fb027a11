import type { Studio } from '../studio.ts';

/** The shortest time between two reports of progress, in ms. A page then requests the list of issues. */
const interval = 1000;

/** Work in the background: `start` begins a turn after all earlier ones, and `stop` resolves when the last has ended. */
interface Summariser {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Summarises new and changed issues in the background, and reports the progress. Requests of pages come first, and
 * it begins after the first view of a page, because a person waits for that.
 */
export function createSummariser({
  live,
  events,
  requests,
  onError,
}: Pick<Studio, 'live' | 'events' | 'requests' | 'onError'>): Summariser {
  let isStopped = false;
  let turn = requests.untilFirstView().then(() => requests.untilQuiet());

  async function summarise(): Promise<void> {
    let slugs: string[] = [];
    let toldAt = 0;
    const tell = () => {
      if (slugs.length > 0) events.emit({ kind: 'read', slugs });
      slugs = [];
      toldAt = performance.now();
    };
    for await (const slug of live.summariseAll()) {
      if (isStopped) return;
      slugs.push(slug);
      if (performance.now() - toldAt >= interval) tell();
      await new Promise((resolve) => setImmediate(resolve));
      await requests.untilQuiet();
    }
    tell();
  }

  return {
    start() {
      turn = turn.then(() => (isStopped ? undefined : summarise())).catch(onError);
    },
    stop() {
      isStopped = true;
      requests.noteView();
      return turn;
    },
  };
}
