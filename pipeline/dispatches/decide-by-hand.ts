import { byHand } from '../delivery/ledger/dispatch-state.ts';
import type { Store } from '../store/store.ts';

/** Holds the mail of an issue back, whatever transport it would go by. Its page is not affected. */
export function holdIssue(store: Store, issue: string, now: number): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .insertInto('holds')
      .values({ issue, held_at: now })
      .onConflict((conflict) => conflict.column('issue').doNothing())
      .execute();
  });
}

/** Takes a hold back, under whichever of its names the issue was held. Returns false when there was none. */
export function releaseIssue(store: Store, names: readonly string[]): Promise<boolean> {
  return store.transaction(async (db) => {
    const { numDeletedRows } = await db.deleteFrom('holds').where('issue', 'in', names).executeTakeFirst();
    return numDeletedRows > 0n;
  });
}

/** Records that an issue is not to be sent any more: nothing of it is missed, and what is left of it is cancelled. */
export function skipIssue(store: Store, issue: string, transport: string, now: number): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .insertInto('skips')
      .values({ issue, transport, skipped_at: now })
      .onConflict((conflict) => conflict.columns(['issue', 'transport']).doNothing())
      .execute();
    await db
      .updateTable('dispatches')
      .set({ state: 'cancelled', reason: byHand, updated_at: now })
      .where('issue', '=', issue)
      .where('transport', '=', transport)
      .where('state', '!=', 'cancelled')
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.dispatch', '=', 'dispatches.id')
            .where('deliveries.state', 'in', ['planned', 'deferred', 'claimed', 'sending']),
        ),
      )
      .execute();
  });
}

/** Records that a person has seen what is uncertain or rejected in the dispatches of an issue, and leaves it. */
export function acknowledge(
  store: Store,
  issues: readonly string[],
  transport: string,
  state: 'uncertain' | 'rejected',
  now: number,
): Promise<void> {
  return store.transaction(async (db) => {
    const dispatches = await db
      .selectFrom('dispatches')
      .select('id')
      .where('issue', 'in', issues)
      .where('transport', '=', transport)
      .execute();
    for (const { id } of dispatches)
      await db
        .insertInto('acknowledgements')
        .values({ dispatch: id, state, acknowledged_at: now })
        .onConflict((conflict) =>
          conflict.columns(['dispatch', 'state']).doUpdateSet({ acknowledged_at: now }),
        )
        .execute();
  });
}
