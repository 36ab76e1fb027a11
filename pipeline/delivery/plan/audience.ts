import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import { selectMailable } from '../ledger/mailable.ts';
import type { TransportTraits } from '../transport/transport.ts';

/** Selects the subscribers for whom deliveries may still be planned. */
export interface AudienceScope {
  /** Leaves out subscribers for whom this dispatch already has a delivery. */
  readonly dispatch: number | undefined;
  readonly sample: boolean;
  readonly lists: readonly string[] | undefined;
  readonly now: number;
}

/**
 * Whether the audience consists of the sample subscribers. That needs a transport that reaches nobody, and a
 * ledger without other subscribers, because nobody has agreed to get mail at a sample's address.
 */
export async function isSampleAudience(
  db: Database,
  { reachesPeople }: Pick<TransportTraits, 'reachesPeople'>,
): Promise<boolean> {
  if (reachesPeople !== false) return false;
  const real = await db
    .selectFrom('subscribers')
    .select('id')
    .where('source', '!=', 'sample')
    .limit(1)
    .execute();
  return real.length === 0;
}

/**
 * A query for the subscribers in the scope. Each of them is in the result once, even if they are on several
 * lists.
 */
export function selectAudience(db: Database, scope: AudienceScope) {
  const { dispatch, sample } = scope;
  const query = selectMailable(db, scope).where('subscribers.source', sample ? '=' : '!=', 'sample');
  if (dispatch === undefined) return query;
  // Existing deliveries are compared by address, because that is where the mail goes, and by subscriber,
  // because retention deletes the addresses of old deliveries. With one condition for both, PostgreSQL would
  // look at the deliveries again for each subscriber.
  const pairs = [
    ['deliveries.normalised', 'subscribers.normalised'],
    ['deliveries.subscriber', 'subscribers.id'],
  ] as const;
  return pairs.reduce(
    (audience, [delivered, own]) =>
      audience.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('deliveries')
              .select(sql`1`.as('one'))
              .where('deliveries.dispatch', '=', dispatch)
              .whereRef(delivered, '=', own),
          ),
        ),
      ),
    query,
  );
}
