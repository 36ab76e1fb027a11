import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';
import type { TransportName } from '../transport.ts';

/** Whom a dispatch may still be planned for. */
export interface AudienceScope {
  /** Leaves out whom this dispatch has a delivery for already. */
  readonly dispatch: number | undefined;
  readonly sample: boolean;
  readonly lists: readonly string[] | undefined;
  readonly now: number;
}

/**
 * Who may get mail now: active, not paused, and on one of the lists; without lists, everybody. Asked at planning,
 * when a delivery is claimed, and at its gate.
 */
export function selectMailable(db: Database, { now, lists }: Pick<AudienceScope, 'now' | 'lists'>) {
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

/** The subscribers in the scope, as a query to be narrowed further. Each is in it once, whatever lists they are on. */
export function selectAudience(db: Database, scope: AudienceScope) {
  const { dispatch, sample } = scope;
  const query = selectMailable(db, scope).where('subscribers.source', sample ? '=' : '!=', 'sample');
  if (dispatch === undefined) return query;
  // By address, since that is who gets it; by subscriber, since old deliveries have lost their address.
  return query
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries')
            .select(sql`1`.as('one'))
            .where('deliveries.dispatch', '=', dispatch)
            .whereRef('deliveries.normalised', '=', 'subscribers.normalised'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries')
            .select(sql`1`.as('one'))
            .where('deliveries.dispatch', '=', dispatch)
            .whereRef('deliveries.subscriber', '=', 'subscribers.id'),
        ),
      ),
    );
}
