import type { Database } from '../../store/store.ts';

/**
 * Selects the subscribers who may get mail now: active, not paused, and on one of the lists if the dispatch
 * has lists. Planning, each claim and each gate apply this rule.
 */
export function selectMailable(
  db: Database,
  { now, lists }: { now: number; lists: readonly string[] | undefined },
) {
  const query = db
    .selectFrom('subscribers')
    .where('subscribers.state', '=', 'active')
    .where(({ or, eb }) =>
      or([eb('subscribers.paused_until', 'is', null), eb('subscribers.paused_until', '<=', now)]),
    );
  if (lists === undefined) return query;
  return query.where(({ exists, selectFrom }) =>
    exists(
      selectFrom('subscriptions')
        .select('subscriptions.list')
        .whereRef('subscriptions.subscriber', '=', 'subscribers.id')
        .where('subscriptions.list', 'in', lists),
    ),
  );
}

/** Parses the lists of a dispatch as stored in the ledger; undefined for everybody. */
export function parseLists(lists: string | null): readonly string[] | undefined {
  return lists === null ? undefined : (JSON.parse(lists) as string[]);
}
