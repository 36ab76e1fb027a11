import type { Store } from './store.ts';

/**
 * Runs `use` on a store whose changes are all undone at its end: it is inside of one transaction, which is rolled
 * back. For plans that depend on something that only the real action writes.
 */
export async function tryOut<Result>(store: Store, use: (inside: Store) => Promise<Result>): Promise<Result> {
  const done = new RolledBack<Result>();
  try {
    return await store.transaction(async (db): Promise<never> => {
      done.result = await use({ ...store, read: (query) => query(db), transaction: (work) => work(db) });
      throw done;
    });
  } catch (error) {
    if (error === done) return done.result as Result;
    throw error;
  }
}

/** Ends the transaction after the work is done, with its result. */
class RolledBack<Result> extends Error {
  override readonly name = 'RolledBack';
  result: Result | undefined;
}
