import { sql } from 'kysely';
import { createStatement } from '../../store/create-statement.ts';
import type { DeliveryState } from '../../store/schema.ts';
import type { Store, Writer } from '../../store/store.ts';
import { type Admission, admit, type WaitingGate } from './admit.ts';
import { type PresentState, readPresentState } from './dispatch-state.ts';
import { isOneOf, toIdParameter } from './id-parameter.ts';
import { parseLists, selectMailable } from './mailable.ts';
import type { PaceSettings } from './pace.ts';
import { type Settlement, writeSettlements } from './write-settlements.ts';

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
  const { kind } = store;
  const { epoch } = batch;
  return store.transaction(async (db) => {
    if (kind === 'postgres') await lockInOrder(db, batch);
    await writeSettlements(db, kind, batch);
    const { state, lists } = await readPresentState(db, kind, batch.dispatch);
    const { admitted, retryAt } = await admitGates(db, kind, batch, state);
    const open = new Set(await openGates(db, kind, batch, admitted, lists));
    const ids = batch.gates.map(({ id }) => id);
    const postponed = new Set(
      state === 'active' && !batch.refuse ? ids.filter((id) => !admitted.includes(id)) : [],
    );
    await giveBack(
      db,
      kind,
      batch,
      ids.filter((id) => !open.has(id) && !postponed.has(id)),
    );
    const [counted] = await countCommit(db, kind, { epoch });
    if (!counted) throw new Error('The row of this process is missing in the ledger');
    return { open, postponed, retryAt, dispatchState: state, sequence: counted.sequence };
  });
}

const countCommit = createStatement((db, { epoch }: { epoch: number }) =>
  db.updateTable('epochs').set({ sequence: sql`sequence + 1` }).where('id', '=', epoch).returning('sequence'),
);

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
  kind: Store['kind'],
  { epoch, now, sendingLease, again }: Batch,
  gates: readonly number[],
  lists: string | null,
): Promise<number[]> {
  if (gates.length === 0) return [];
  const open = openForLists.get(lists) ?? createOpenGates(lists);
  openForLists.set(lists, open);
  const leaseUntil = now + sendingLease;
  const rows = await open(db, kind, {
    ids: toIdParameter(kind, gates),
    epoch,
    now,
    leaseUntil,
    former: formerState(again),
  });
  return rows.map(({ id }) => id);
}

/** The statement for each selection of lists, as the ledger stores it. */
const openForLists = new Map<string | null, ReturnType<typeof createOpenGates>>();

function createOpenGates(lists: string | null) {
  type Values = { ids: string; epoch: number; now: number; leaseUntil: number; former: DeliveryState };
  return createStatement((db, { ids, epoch, now, leaseUntil, former }: Values, kind) =>
    db
      .updateTable('deliveries')
      .set({
        state: 'sending',
        lease_until: leaseUntil,
        attempts: sql`attempts + 1`,
        first_attempt_at: sql`coalesce(first_attempt_at, ${now})`,
        updated_at: now,
      })
      .where(isOneOf(kind, ids))
      .where('epoch', '=', epoch)
      .where('state', 'in', ['claimed', former])
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
          selectMailable(db, { now, lists: parseLists(lists) })
            .select('subscribers.id')
            .where('subscribers.id', '=', sql.ref<string>('deliveries.subscriber')),
        ),
      )
      .returning('id'),
  );
}

async function giveBack(
  db: Writer,
  kind: Store['kind'],
  { epoch, now, again }: Batch,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await giveBackRows(db, kind, { ids: toIdParameter(kind, ids), epoch, now, former: formerState(again) });
}

const giveBackRows = createStatement(
  (
    db,
    { ids, epoch, now, former }: { ids: string; epoch: number; now: number; former: DeliveryState },
    kind,
  ) =>
    db
      .updateTable('deliveries')
      .set({ state: 'planned', lease_until: 0, updated_at: now })
      .where(isOneOf(kind, ids))
      .where('epoch', '=', epoch)
      .where('state', 'in', ['claimed', former]),
);

/**
 * The state, besides `claimed`, in which the row of a waiting gate may be. A message that is still waiting at
 * its gate has not been sent. So its gate may open although an earlier try of this commit has already written
 * the row.
 */
function formerState(again: boolean): DeliveryState {
  return again ? 'sending' : 'claimed';
}
