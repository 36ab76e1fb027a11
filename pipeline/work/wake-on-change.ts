import { diskFiles } from '../foundation/files/disk-files.ts';
import { second } from '../foundation/time/durations.ts';
import { followLogo } from '../publication/follow-logo.ts';
import { watchFiles } from '../publication/watch-files.ts';
import type { Waker } from './waker.ts';

/** How long the files of the publication must stay unchanged before a round starts, in ms. */
const quietTime = 10 * second;

/**
 * Wakes the process when files of the publication have changed and then not changed again for a while, so
 * that a round does not start in the middle of an upload or a checkout.
 */
export async function wakeOnChange(
  root: string,
  waker: Waker,
  onError: (error: Error) => void,
  quiet: number = quietTime,
): Promise<{ close(): void }> {
  const files = diskFiles(root);
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      await follow();
      waker.wake();
    }, quiet);
  };
  const watcher = watchFiles([root], changed, onError);
  // The round reports a newsletter.yaml that cannot be read.
  const follow = () => followLogo(watcher, files).catch(() => {});
  await follow();
  return {
    close() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
