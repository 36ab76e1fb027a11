/**
 * Puts together what is asked for at about the same time, so that many requests share one commit. Work is done one
 * batch after the other; what comes meanwhile is the next one. When a batch fails, all that are in it are told.
 */
export function createBatcher<Item>(
  work: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let busy = false;
  const flush = async () => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await work(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      // Requests that have come meanwhile are read before the next batch begins.
      await new Promise((resolve) => setImmediate(resolve));
    }
    busy = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy) return;
      busy = true;
      setImmediate(flush);
    });
}
