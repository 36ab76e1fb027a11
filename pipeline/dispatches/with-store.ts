import { type ProgramContext, stateFolder } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';

/** Opens the store for as long as `use` takes. */
export async function withStore<T>(context: ProgramContext, use: (store: Store) => Promise<T>): Promise<T> {
  const { openStore } = await import('../store/open-store.ts');
  const databaseUrl = context.environment['DATABASE_URL'];
  const store = await openStore({ folder: stateFolder(context), ...(databaseUrl && { databaseUrl }) });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
