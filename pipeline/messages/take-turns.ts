/**
 * Lets at most so many of the given tasks run at the same time; the others wait in the order in which they came.
 * A task that fails makes room like any other.
 */
export function takeTurns(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The turn is handed on rather than given back, so that nobody who comes now gets ahead of who waits.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
