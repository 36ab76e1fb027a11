import { byHand } from '../delivery/ledger/dispatch-state.ts';
import { rememberNames, withLedgerNames } from '../delivery/ledger/issue-names.ts';
import type { Store, Writer } from '../store/store.ts';

/**
 * Holds an issue's mail back on every transport. Its page is not affected. `names` has the slug and the
 * former slugs, so that a hold survives renaming the issue.
 */
export function holdIssue(store: Store, names: readonly string[], now: number): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .insertInto('holds')
      .values({ issue: await remember(db, names), held_at: now })
      .onConflict((conflict) => conflict.column('issue').doNothing())
      .execute();
  });
}

/** Removes a hold that was made under any name of the issue. Returns false when there was none. */
export function releaseIssue(store: Store, names: readonly string[]): Promise<boolean> {
  return store.transaction(async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('holds')
      .where('issue', 'in', await withLedgerNames(db, names))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  });
}

/**
 * Records that an issue should not be sent any more. It never counts as missed, its remaining deliveries are
 * cancelled, and readers who were not reached within their window are not reported again.
 */
export function skipIssue(
  store: Store,
  names: readonly string[],
  transport: string,
  now: number,
): Promise<void> {
  return store.transaction(async (db) => {
    const issue = await remember(db, names);
    await db
      .insertInto('skips')
      .values({ issue, transport, skipped_at: now })
      .onConflict((conflict) => conflict.columns(['issue', 'transport']).doUpdateSet({ skipped_at: now }))
      .execute();
    await db
      .updateTable('dispatches')
      .set({ state: 'cancelled', reason: byHand, updated_at: now })
      .where('issue', 'in', await withLedgerNames(db, names))
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

/** Records that somebody has reviewed the uncertain or rejected deliveries of an issue and accepts them. */
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
      .where('issue', 'in', await withLedgerNames(db, issues))
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

/**
 * Returns the issue's name in the ledger. The ledger remembers all names, so that it recognises the issue
 * after the next renaming.
 */
function remember(db: Writer, [issue = '', ...aliases]: readonly string[]): Promise<string> {
  return rememberNames(db, { issue, aliases });
}
