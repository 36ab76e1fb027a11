import type { Database } from '../../store/store.ts';

/**
 * The subscribers who may get mail now: active, not paused, and on one of the lists, if there are lists. Planning,
 * each claim and each gate use this rule.
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

/** The lists of a dispatch as the ledger keeps them; undefined for everybody. */
export function parseLists(lists: string | null): readonly string[] | undefined {
  return lists === null ? undefined : (JSON.parse(lists) as string[]);
}
