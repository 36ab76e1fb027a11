import { mkdirSync, watch } from 'node:fs';

/** The shortest time between two notices to the pages, in ms, because a dispatch writes many messages. */
const pause = 400;

/** Reports that messages arrived in the outbox. */
export function watchOutbox(
  folder: string,
  onMail: () => void,
  onError: (error: Error) => void,
): { close(): void } {
  mkdirSync(folder, { recursive: true });
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, (_, name) => {
    if (name === null || !String(name).endsWith('.eml')) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      onMail();
    }, pause);
  });
  watcher.on('error', onError);
  return {
    close() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
