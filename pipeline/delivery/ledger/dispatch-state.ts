import { createStatement } from '../../store/create-statement.ts';
import type { DispatchState } from '../../store/schema.ts';
import type { Database, Store, Writer } from '../../store/store.ts';

/** The reason of a pause that a person asked for. */
export const byHand = 'by hand';

/** The fixed facts of a dispatch, and its state. */
export interface BegunDispatch {
  /** The number in the ledger. */
  readonly dispatch: number;
  readonly issue: string;
  readonly transport: string;
  readonly state: DispatchState;
}

/** The dispatch with this number; undefined when there is none. */
export function readDispatch(store: Store, dispatch: number): Promise<BegunDispatch | undefined> {
  return store.read((db) =>
    db
      .selectFrom('dispatches')
      .select(['id as dispatch', 'issue', 'transport', 'state'])
      .where('id', '=', dispatch)
      .executeTakeFirst(),
  );
}

/** Whether a dispatch may continue now: its own state, or `held` while somebody holds its issue. */
export type PresentState = DispatchState | 'held';

export async function readPresentState(
  db: Database,
  kind: Store['kind'],
  dispatch: number,
): Promise<{ state: PresentState; reason: string | undefined; lists: string | null }> {
  const [row] = await selectPresentState(db, kind, { dispatch });
  if (!row) throw new Error(`There is no dispatch ${dispatch} in the ledger`);
  const isHeld = row.state === 'active' && row.held !== null;
  return { state: isHeld ? 'held' : row.state, reason: row.reason ?? undefined, lists: row.lists };
}

const selectPresentState = createStatement((db, { dispatch }: { dispatch: number }) =>
  db
    .selectFrom('dispatches')
    .leftJoin('holds', 'holds.issue', 'dispatches.issue')
    .select(['dispatches.state', 'dispatches.reason', 'dispatches.lists', 'holds.issue as held'])
    .where('id', '=', dispatch),
);

/**
 * Pauses, cancels or resumes a dispatch. Every process that delivers it notices at its next gate. The reason
 * is a sentence for people. A cancelled dispatch stays cancelled.
 */
export function setDispatchState(
  store: Store,
  dispatch: number,
  change: { state: DispatchState; reason?: string; now: number },
): Promise<void> {
  return store.transaction((db) => writeDispatchState(db, dispatch, change));
}

/** `setDispatchState` inside a transaction. */
export async function writeDispatchState(
  db: Writer,
  dispatch: number,
  { state, reason, now }: { state: DispatchState; reason?: string; now: number },
): Promise<void> {
  await db
    .updateTable('dispatches')
    .set({ state, reason: reason ?? null, updated_at: now })
    .where('id', '=', dispatch)
    .where('state', '!=', 'cancelled')
    .execute();
}
