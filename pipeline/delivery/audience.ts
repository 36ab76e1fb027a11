import type { Database } from '../store/store.ts';
import type { TransportName } from './transport.ts';

/** Whom a dispatch may still be planned for. */
export interface AudienceScope {
  /** Leaves out whom this dispatch has a delivery for already. */
  readonly dispatch: number | undefined;
  readonly sample: boolean;
}

/**
 * Whether the audience is the sample subscribers: only for the outbox, and only while there are no others.
 * Over SMTP nobody gets mail for whose address no one vouches.
 */
export async function isSampleAudience(db: Database, transport: TransportName): Promise<boolean> {
  if (transport === 'smtp') return false;
  const real = await db
    .selectFrom('subscribers')
    .select('id')
    .where('source', '!=', 'sample')
    .limit(1)
    .execute();
  return real.length === 0;
}

/** The active subscribers in the scope, as a query to be narrowed further. */
export function selectAudience(db: Database, { dispatch, sample }: AudienceScope) {
  const query = db
    .selectFrom('subscribers')
    .where('subscribers.state', '=', 'active')
    .where('subscribers.source', sample ? '=' : '!=', 'sample');
  if (dispatch === undefined) return query;
  return query.where(({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom('deliveries')
          .select('deliveries.id')
          .where('deliveries.dispatch', '=', dispatch)
          .whereRef('deliveries.normalised', '=', 'subscribers.normalised'),
      ),
    ),
  );
}
