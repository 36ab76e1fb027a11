import { sql } from 'kysely';
import type { Store } from '../../store/store.ts';

/** The addresses of a dispatch that were refused as unknown, at once or by a bounce. */
interface UnknownAddresses {
  readonly refused: number;
  /** Whether the dispatch was paused for them before. */
  readonly hasPaused: boolean;
}

/** Takes a few milliseconds even in a large ledger: the states are literals, so that the partial indexes apply. */
export async function readUnknown(store: Store, dispatch: number): Promise<UnknownAddresses> {
  const { rows } = await store.read((db) =>
    sql<{ refused: number; pausedAt: number | null }>`
      select unknown_paused_at as "pausedAt",
        (select count(*) from deliveries where dispatch = dispatches.id
          and state in ('uncertain', 'rejected') and state = 'rejected' and reason = 'address')
        + (select count(*) from deliveries where dispatch = dispatches.id
          and state in ('bounced', 'complained') and state = 'bounced' and reason = 'address') as refused
      from dispatches where id = ${dispatch}`.execute(db),
  );
  return { refused: Number(rows[0]?.refused ?? 0), hasPaused: rows[0]?.pausedAt != null };
}

/** The number of deliveries, and of recipients whose message was offered to a server. Reads all deliveries of the dispatch. */
export async function countAttempted(
  store: Store,
  dispatch: number,
): Promise<{ total: number; attempted: number }> {
  const { rows } = await store.read((db) =>
    sql<{ total: number; attempted: number }>`
      select count(*) as total,
        count(case when coalesce(reason, '') <> 'unwritable' then first_attempt_at end) as attempted
      from deliveries where dispatch = ${dispatch}`.execute(db),
  );
  return { total: Number(rows[0]?.total ?? 0), attempted: Number(rows[0]?.attempted ?? 0) };
}

/**
 * Pauses a dispatch because too many of its addresses are unknown, unless it was paused for them before, or nothing
 * is left to claim. Of several processes, one succeeds. Returns whether this one did.
 */
export function pauseForUnknown(
  store: Store,
  dispatch: number,
  { reason, now }: { reason: string; now: number },
): Promise<boolean> {
  return store.transaction(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('dispatches')
      .set({ state: 'paused', reason, unknown_paused_at: now, updated_at: now })
      .where('id', '=', dispatch)
      .where('state', '=', 'active')
      .where('unknown_paused_at', 'is', null)
      .where(
        sql<boolean>`exists (select 1 from deliveries
          where dispatch = dispatches.id and state in ('planned', 'deferred'))`,
      )
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  });
}
