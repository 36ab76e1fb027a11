import { sql } from 'kysely';
import type { DeliveryState } from '../../store/schema.ts';
import type { Store, Writer } from '../../store/store.ts';
import { type Admission, admit, type WaitingGate } from './admit.ts';
import { type PresentState, readPresentState } from './dispatch-state.ts';
import { parseLists, selectMailable } from './mailable.ts';
import type { PaceSettings } from './pace.ts';

/** The outcome of an attempt, as its row records it. */
export interface Settlement {
  readonly id: number;
  readonly state: Extract<DeliveryState, 'planned' | 'accepted' | 'deferred' | 'rejected' | 'uncertain'>;
  /** Whether the message was offered to a server. False for a delivery that is given back untouched. */
  readonly attempted: boolean;
  /** For `planned` and `deferred` after an attempt: when the delivery may be claimed again, in ms since 1970. */
  readonly nextAttemptAt: number;
  readonly reason: string | null;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly text: string | null;
}

interface Batch {
  readonly dispatch: number;
  readonly epoch: number;
  readonly now: number;
  readonly gates: readonly WaitingGate[];
  readonly settlements: readonly Settlement[];
  readonly pace: PaceSettings | undefined;
  /**
   * True when the run is ending: a gate whose turn has not come gives its delivery back instead of waiting.
   */
  readonly refuse: boolean;
  /** In ms; see `sendingLease`. */
  readonly sendingLease: number;
  /**
   * Whether an earlier commit of this batch seemed to fail. It may be on disk all the same, and then the rows
   * already have the new values.
   */
  readonly again: boolean;
}

export interface CommittedBatch {
  /** The gates that are open: their messages may be sent. */
  readonly open: ReadonlySet<number>;
  /** The gates that have to wait for their turn. The messages of gates in neither set must not be sent. */
  readonly postponed: ReadonlySet<number>;
  /** When the postponed gates should ask again, in ms since 1970. */
  readonly retryAt: number;
  readonly dispatchState: PresentState;
  /** Counts the commits of this process. */
  readonly sequence: number;
}

/**
 * Writes the gates and settlements of all connections in one transaction. A gate is a compare-and-set: it opens only
 * if this process still holds the claim, the dispatch is active, and the subscriber may get mail. A gate that stays
 * shut gives its delivery back.
 */
export function commitBatch(store: Store, batch: Batch): Promise<CommittedBatch> {
  return store.transaction(async (db) => {
    if (store.kind === 'postgres') await lockInOrder(db, batch);
    await writeSettlements(db, batch);
    const { state, lists } = await readPresentState(db, batch.dispatch);
    const { admitted, retryAt } = await admitGates(db, store.kind, batch, state);
    const open = new Set(await openGates(db, batch, admitted, parseLists(lists)));
    const ids = batch.gates.map(({ id }) => id);
    const postponed = new Set(
      state === 'active' && !batch.refuse ? ids.filter((id) => !admitted.includes(id)) : [],
    );
    await giveBack(
      db,
      batch,
      ids.filter((id) => !open.has(id) && !postponed.has(id)),
    );
    const { sequence } = await db
      .updateTable('epochs')
      .set({ sequence: sql`sequence + 1` })
      .where('id', '=', batch.epoch)
      .returning('sequence')
      .executeTakeFirstOrThrow();
    return { open, postponed, retryAt, dispatchState: state, sequence };
  });
}

/** The gates that the state and the pace of the dispatch let through. */
async function admitGates(
  db: Writer,
  kind: Store['kind'],
  { dispatch, now, gates, pace }: Batch,
  state: CommittedBatch['dispatchState'],
): Promise<Admission> {
  if (state !== 'active' || gates.length === 0) return { admitted: [], retryAt: Number.POSITIVE_INFINITY };
  if (!pace) return { admitted: gates.map(({ id }) => id), retryAt: Number.POSITIVE_INFINITY };
  return admit(db, kind, { dispatch, now, gates, pace });
}

/**
 * Locks all rows in one order, because two processes that lock the same rows in different orders can
 * deadlock.
 */
async function lockInOrder(db: Writer, { gates, settlements }: Batch): Promise<void> {
  const ids = [...gates, ...settlements].map(({ id }) => id).sort((a, b) => a - b);
  if (ids.length > 0)
    await db.selectFrom('deliveries').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute();
}

async function openGates(
  db: Writer,
  { epoch, now, sendingLease, again }: Batch,
  gates: readonly number[],
  lists: readonly string[] | undefined,
): Promise<number[]> {
  if (gates.length === 0) return [];
  const rows = await db
    .updateTable('deliveries')
    .set({
      state: 'sending',
      lease_until: now + sendingLease,
      attempts: sql`attempts + 1`,
      first_attempt_at: sql`coalesce(first_attempt_at, ${now})`,
      updated_at: now,
    })
    .where('id', 'in', gates)
    .where('epoch', '=', epoch)
    // A message that is still waiting at its gate has not been sent. So its gate may open although an earlier
    // try of this commit has already written the row.
    .where('state', 'in', again ? ['claimed', 'sending'] : ['claimed'])
    // The message may have waited at its gate for so long that its window is over.
    .where(({ or, and, eb }) =>
      or([
        eb('first_attempt_at', 'is not', null),
        and([
          or([eb('not_before', 'is', null), eb('not_before', '<=', now)]),
          or([eb('not_after', 'is', null), eb('not_after', '>', now)]),
        ]),
      ]),
    )
    .where(({ exists }) =>
      exists(
        selectMailable(db, { now, lists })
          .select('subscribers.id')
          .where('subscribers.id', '=', sql.ref<string>('deliveries.subscriber')),
      ),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function giveBack(db: Writer, { epoch, now, again }: Batch, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('deliveries')
    .set({ state: 'planned', lease_until: 0, updated_at: now })
    .where('id', 'in', ids)
    .where('epoch', '=', epoch)
    .where('state', 'in', again ? ['claimed', 'sending'] : ['claimed'])
    .execute();
}

/**
 * Writes all settlements in one statement. A late 250 turns an uncertain delivery into an accepted one if no
 * other process has claimed it since, that is, if the epoch is the same. Nothing else changes a settled row.
 */
async function writeSettlements(db: Writer, { settlements, epoch, now }: Batch): Promise<void> {
  if (settlements.length === 0) return;
  const rows = [...settlements].sort((a, b) => a.id - b.id);
  const values = rows.map(
    (
      row,
    ) => sql`(cast(${row.id} as bigint), cast(${row.state} as text), cast(${row.attempted ? 1 : 0} as bigint),
      cast(${row.nextAttemptAt} as bigint), cast(${row.reason} as text), cast(${row.code} as bigint),
      cast(${row.enhanced} as text), cast(${row.text} as text))`,
  );
  await sql`update deliveries set
      state = v.column2,
      attempts = attempts + case when deliveries.state = 'claimed' then v.column3 else 0 end,
      first_attempt_at = case when v.column3 = 1 then coalesce(first_attempt_at, ${now}) else first_attempt_at end,
      next_attempt_at = case when v.column3 = 1 then v.column4 else next_attempt_at end,
      reason = v.column5, reply_code = v.column6, reply_enhanced = v.column7, reply_text = v.column8,
      lease_until = 0, updated_at = ${now}
    from (values ${sql.join(values)}) as v
    where deliveries.id = v.column1 and deliveries.epoch = ${epoch}
      and (deliveries.state in ('claimed', 'sending') or (deliveries.state = 'uncertain' and v.column2 = 'accepted'))
  `.execute(db);
}
