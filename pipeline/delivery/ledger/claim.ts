import { sql } from 'kysely';
import type { Store, Writer } from '../../store/store.ts';
import { recover } from './recover.ts';

/** A delivery in this process's hands. */
export interface ClaimedDelivery {
  readonly id: number;
  readonly subscriber: string;
  /** As it goes over the wire. */
  readonly address: string;
  readonly domain: string;
  readonly name: string | undefined;
  readonly locale: string;
  readonly messageId: string;
  /** How often a server was asked before. */
  readonly attempts: number;
  readonly plannedAt: number;
}

export interface ClaimOptions {
  readonly dispatch: number;
  readonly epoch: number;
  readonly now: number;
  readonly limit: number;
  /** In ms. */
  readonly lease: number;
  /** What this process has and will settle itself, even if its leases ran out meanwhile (it was held up). */
  readonly inHand: readonly number[];
  /** Domains that nothing is taken for. */
  readonly except: readonly string[];
  /** Since the first attempt, in ms. */
  readonly maxAge: number;
}

/**
 * Takes up to `limit` deliveries that are due: planned → claimed, deferred → claimed. Those that should not go out
 * any more are settled on the way: skipped, when their subscriber is no longer active; expired, when they were
 * deferred for too long. What dead processes left behind is recovered first, as in every claim.
 */
export function claim(store: Store, options: ClaimOptions): Promise<ClaimedDelivery[]> {
  return store.transaction(async (db) => {
    await recover(db, options);
    const due = await selectDue(db, store.kind, options);
    const { skipped, expired, taken } = sort(due, options);
    await settle(db, skipped.filter(isErased), { state: 'skipped', reason: 'erased' }, options.now);
    for (const reason of ['unsubscribed', 'suppressed'])
      await settle(
        db,
        skipped.filter(({ subscriberState }) => subscriberState === reason),
        { state: 'skipped', reason },
        options.now,
      );
    await settle(db, expired, { state: 'expired' }, options.now);
    await take(db, taken, options);
    return taken.map(({ subscriberState: _, firstAttemptAt: __, name, ...row }) => ({
      ...row,
      name: name ?? undefined,
    }));
  });
}

type DueDelivery = Awaited<ReturnType<typeof selectDue>>[number];

/** PostgreSQL passes by what another process is taking; SQLite has one writer at a time anyway. */
async function selectDue(
  db: Writer,
  kind: Store['kind'],
  { dispatch, now, limit, inHand, except }: ClaimOptions,
) {
  const all = db
    .selectFrom('deliveries')
    .leftJoin('subscribers', 'subscribers.id', 'deliveries.subscriber')
    .select([
      'deliveries.id',
      'deliveries.subscriber',
      'deliveries.address',
      'deliveries.domain',
      'deliveries.name',
      'deliveries.locale',
      'deliveries.message_id as messageId',
      'deliveries.attempts',
      'deliveries.planned_at as plannedAt',
      'deliveries.first_attempt_at as firstAttemptAt',
      'subscribers.state as subscriberState',
    ])
    .where('deliveries.dispatch', '=', dispatch)
    // Written out, for the partial index to be found by it.
    .where(sql<boolean>`deliveries.state in ('planned', 'deferred')`)
    .where('deliveries.next_attempt_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('paces')
            .select('paces.domain')
            .whereRef('paces.dispatch', '=', 'deliveries.dispatch')
            .whereRef('paces.domain', '=', 'deliveries.domain')
            .where('paces.not_before', '>', now),
        ),
      ),
    )
    .orderBy('deliveries.next_attempt_at')
    .orderBy('deliveries.id')
    .limit(limit);
  const others = inHand.length > 0 ? all.where('deliveries.id', 'not in', inHand) : all;
  const query = except.length > 0 ? others.where('deliveries.domain', 'not in', except) : others;
  return kind === 'postgres' ? query.forUpdate('deliveries').skipLocked().execute() : query.execute();
}

function sort(due: readonly DueDelivery[], { now, maxAge }: ClaimOptions) {
  const skipped = due.filter(({ subscriberState }) => subscriberState !== 'active');
  const active = due.filter(({ subscriberState }) => subscriberState === 'active');
  const isTooOld = ({ firstAttemptAt }: DueDelivery) =>
    firstAttemptAt !== null && firstAttemptAt + maxAge < now;
  return { skipped, expired: active.filter(isTooOld), taken: active.filter((row) => !isTooOld(row)) };
}

const isErased = ({ subscriberState }: DueDelivery) => subscriberState === null;

async function settle(
  db: Writer,
  rows: readonly DueDelivery[],
  change: { state: 'skipped'; reason: string } | { state: 'expired' },
  now: number,
) {
  if (rows.length === 0) return;
  await db
    .updateTable('deliveries')
    .set({ ...change, updated_at: now })
    .where('id', 'in', ids(rows))
    .execute();
}

async function take(db: Writer, rows: readonly DueDelivery[], { epoch, now, lease }: ClaimOptions) {
  if (rows.length === 0) return;
  await db
    .updateTable('deliveries')
    .set({ state: 'claimed', epoch, lease_until: now + lease, updated_at: now })
    .where('id', 'in', ids(rows))
    .execute();
}

const ids = (rows: readonly DueDelivery[]) => rows.map(({ id }) => id).sort((a, b) => a - b);
