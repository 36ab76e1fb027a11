import { mkdirSync } from 'node:fs';
import { watchFolder } from '../foundation/files/watch-folder.ts';

/** The shortest time between two notices to the pages, in ms, because a dispatch writes many messages. */
const pause = 400;

/** Reports that messages arrived in the outbox. If it cannot be watched, passes the error to `onError`. */
export function watchOutbox(
  folder: string,
  onMail: () => void,
  onError: (error: Error) => void,
): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let watcher: ReturnType<typeof watchFolder> | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    watcher = watchFolder(folder, { recursive: true }, (_, name) => {
      if (name === null || !name.endsWith('.eml')) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        onMail();
      }, pause);
    });
    watcher.on('error', onError);
  } catch (error) {
    onError(error as Error);
  }
  return {
    close() {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}
