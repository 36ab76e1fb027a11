import type { Database } from '../store/store.ts';

/** How many people subscribed from one time on and before another, or until now. In ms since 1970. */
export async function countNewReaders(
  db: Database,
  from: number,
  until: number | undefined,
): Promise<number> {
  let query = db
    .selectFrom('consents')
    .select(({ fn }) => fn.count<number>('subscriber').distinct().as('count'))
    .where('kind', 'in', ['confirmed', 'imported', 'added'])
    .where('at', '>=', from);
  if (until !== undefined) query = query.where('at', '<', until);
  const row = await query.executeTakeFirst();
  return Number(row?.count ?? 0);
}
