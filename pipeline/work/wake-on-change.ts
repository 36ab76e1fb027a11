import { second } from '../foundation/time/durations.ts';
import { watchFiles } from '../publication/watch-files.ts';
import type { Waker } from './waker.ts';

/** How long the files of the publication must stay unchanged before a round starts, in ms. */
const quietTime = 10 * second;

/**
 * Wakes the process when files of the publication have changed and then not changed again for a while, so
 * that a round does not start in the middle of an upload or a checkout.
 */
export function wakeOnChange(
  root: string,
  waker: Waker,
  onError: (error: Error) => void,
  quiet: number = quietTime,
): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => waker.wake(), quiet);
  };
  const watcher = watchFiles([root], changed, onError);
  return {
    close() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
