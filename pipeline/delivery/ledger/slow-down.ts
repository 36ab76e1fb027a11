import type { Store } from '../../store/store.ts';

export interface SlowDownSettings {
  /** The first pause for a domain that throttles us, in ms. Each further pause is twice as long. */
  readonly first: number;
  /** The longest pause, in ms. */
  readonly longest: number;
}

/**
 * Pauses a domain that throttles us. The pause doubles when the domain throttles us again soon. If the domain
 * accepts messages for as long as the last pause, the next pause is as short as the first one again.
 */
export function slowDown(
  store: Store,
  {
    dispatch,
    domain,
    now,
    slowDown,
  }: { dispatch: number; domain: string; now: number; slowDown: SlowDownSettings },
): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .insertInto('paces')
      .values({ dispatch, domain, started_at: now, free_at: 0, not_before: 0, slowdowns: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await db
      .selectFrom('paces')
      .select(['slowdowns', 'not_before'])
      .where('dispatch', '=', dispatch)
      .where('domain', '=', domain)
      .executeTakeFirstOrThrow();
    // Several connections get the same report at once, which counts as one.
    if (row.not_before > now) return;
    const pauseAfter = (slowdowns: number) =>
      Math.min(slowDown.first * 2 ** Math.min(slowdowns, 30), slowDown.longest);
    const before = now - row.not_before > pauseAfter(row.slowdowns - 1) ? 0 : row.slowdowns;
    const delay = pauseAfter(before);
    await db
      .updateTable('paces')
      .set({ not_before: now + delay, slowdowns: before + 1 })
      .where('dispatch', '=', dispatch)
      .where('domain', '=', domain)
      .execute();
  });
}
