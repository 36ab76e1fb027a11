import type { Writer } from '../store/store.ts';

/** Adds a subscriber to these lists. A list that they are already on keeps its entry. */
export async function joinLists(
  db: Writer,
  subscriber: string,
  lists: readonly string[],
  now: number,
): Promise<void> {
  if (lists.length === 0) return;
  await db
    .insertInto('subscriptions')
    .values(lists.map((list) => ({ subscriber, list, since: now })))
    .onConflict((conflict) => conflict.columns(['subscriber', 'list']).doNothing())
    .execute();
}

/** Removes a subscriber from these lists. Returns the lists that they were on. */
export async function leaveLists(
  db: Writer,
  subscriber: string,
  lists: readonly string[],
): Promise<string[]> {
  if (lists.length === 0) return [];
  const rows = await db
    .deleteFrom('subscriptions')
    .where('subscriber', '=', subscriber)
    .where('list', 'in', lists)
    .returning('list')
    .execute();
  return rows.map(({ list }) => list);
}
