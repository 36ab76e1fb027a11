import type { Database } from '../store/store.ts';
import { takenBack } from '../subscribers/record-consents.ts';

/** The number of people who subscribed at or after one time, and before another or until now. In ms since 1970. */
export async function countNewReaders(
  db: Database,
  from: number,
  until: number | undefined,
): Promise<number> {
  let query = db
    .selectFrom('consents')
    .select(({ fn }) => fn.count<number>('subscriber').distinct().as('count'))
    .where('kind', 'in', ['confirmed', 'imported', 'added'])
    // A person whose withdrawal was taken back, or restored by the journal, is not new.
    .where('source', '<>', 'journal')
    .where((where) =>
      where.or([where('evidence', 'is', null), where('evidence', 'not like', `${takenBack}%`)]),
    )
    .where('at', '>=', from);
  if (until !== undefined) query = query.where('at', '<', until);
  const row = await query.executeTakeFirst();
  return Number(row?.count ?? 0);
}
