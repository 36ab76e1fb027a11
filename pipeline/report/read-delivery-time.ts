import { sql } from 'kysely';
import type { Database } from '../store/store.ts';
import type { DeliveryTime } from './report.ts';

/**
 * How long the messages of a dispatch took, in total or for one language; undefined when none arrived. A
 * message is allowed to go from its reader's own moment on, or else from the time at which it was planned. Messages
 * whose outcome came back later do not count, because nobody knows when they arrived.
 */
export async function readDeliveryTime(
  db: Database,
  dispatch: number,
  locale?: string,
): Promise<DeliveryTime | undefined> {
  let accepted = db
    .selectFrom('deliveries')
    .where('dispatch', '=', dispatch)
    .where('state', '=', 'accepted')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('feedback_events')
            .select('event')
            .whereRef('feedback_events.delivery', '=', 'deliveries.id')
            .where('moved_to', 'is not', null),
        ),
      ),
    );
  if (locale !== undefined) accepted = accepted.where('locale', '=', locale);
  const row = await accepted.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirst();
  const count = Number(row?.count ?? 0);
  if (count === 0) return undefined;
  const at = async (share: number): Promise<number> => {
    const found = await accepted
      .select(sql<number>`updated_at - coalesce(not_before, planned_at)`.as('took'))
      .orderBy('took')
      .offset(Math.max(0, Math.ceil(count * share) - 1))
      .limit(1)
      .executeTakeFirst();
    return Math.max(0, Number(found?.took ?? 0));
  };
  return { half: await at(0.5), nineteenOfTwenty: await at(0.95), last: await at(1) };
}
