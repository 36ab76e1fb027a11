import { sql } from 'kysely';
import type { Database, Store } from '../../store/store.ts';

/** The deliveries of a dispatch that a process holds or held, to be narrowed further. Settled rows are not looked at. */
export function selectHeld(db: Database, dispatch: number) {
  return (
    db
      .selectFrom('deliveries')
      .select(['id', 'state'])
      .where('dispatch', '=', dispatch)
      // A literal, so that the partial index applies.
      .where(sql<boolean>`state in ('claimed', 'sending')`)
  );
}

/**
 * Runs the query so that its rows may be written in the same transaction, and returns their ids by state. In
 * PostgreSQL they are locked, always by id: two transactions that lock the same rows in different orders wait for
 * each other. `skip` passes by what another transaction is about to change.
 */
export async function lockHeld(
  kind: Store['kind'],
  query: ReturnType<typeof selectHeld>,
  { skip }: { skip: boolean },
): Promise<{ claimed: number[]; sending: number[] }> {
  const ordered = query.orderBy('id');
  const locking = kind === 'sqlite' ? ordered : ordered.forUpdate();
  const rows = await (kind === 'postgres' && skip ? locking.skipLocked() : locking).execute();
  const of = (wanted: string) => rows.filter(({ state }) => state === wanted).map(({ id }) => id);
  return { claimed: of('claimed'), sending: of('sending') };
}
