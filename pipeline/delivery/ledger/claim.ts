import { sql } from 'kysely';
import { createStatement } from '../../store/create-statement.ts';
import type { Store, Writer } from '../../store/store.ts';
import { readPresentState } from './dispatch-state.ts';
import { isOneOf, toIdParameter } from './id-parameter.ts';
import { lateReason } from './late.ts';
import { parseLists } from './mailable.ts';
import { recover } from './recover.ts';

/** A delivery that this process has claimed. */
export interface ClaimedDelivery {
  readonly id: number;
  readonly subscriber: string;
  /** In the form that is sent to the server. */
  readonly address: string;
  readonly domain: string;
  readonly name: string | undefined;
  readonly locale: string;
  readonly messageId: string;
  /** The number of earlier attempts. */
  readonly attempts: number;
  readonly plannedAt: number;
}

export interface Claim {
  readonly claimed: readonly ClaimedDelivery[];
  /**
   * Whether more deliveries may be due now. This can be true of an empty claim that settled every delivery it
   * read.
   */
  readonly hasMore: boolean;
}

interface ClaimOptions {
  readonly dispatch: number;
  readonly epoch: number;
  readonly now: number;
  readonly limit: number;
  /** The length of the lease in ms. */
  readonly lease: number;
  /** The deliveries that this process holds and will settle, even if their leases have expired in the meantime. */
  readonly inHand: readonly number[];
  /** Domains whose deliveries should not be claimed now. */
  readonly except: readonly string[];
  /** A delivery expires this long after its first attempt, in ms. */
  readonly maxAge: number;
}

/**
 * Claims up to `limit` due deliveries: planned → claimed, deferred → claimed. A delivery that may no longer
 * be sent is settled instead: as skipped when its subscriber has left, paused, or been suppressed or erased,
 * and as expired when it was deferred for too long, or when its window is over and it was never attempted.
 * Every claim first recovers the deliveries of dead processes. It claims nothing while the dispatch is not active,
 * because the server may refuse a recipient before the gate would stop the message.
 */
export function claim(store: Store, options: ClaimOptions): Promise<Claim> {
  return store.transaction(async (db) => {
    await recover(db, store.kind, options);
    const { state, lists } = await readPresentState(db, store.kind, options.dispatch);
    if (state !== 'active') return { claimed: [], hasMore: false };
    const due = await selectDue(db, store.kind, options, lists);
    const { skipped, expired, late, taken } = sort(due, options);
    for (const reason of new Set(skipped.map((row) => row.reason)))
      await settle(
        db,
        skipped.filter((row) => row.reason === reason).map(({ row }) => row),
        { state: 'skipped', reason },
        options.now,
      );
    await settle(db, expired, { state: 'expired' }, options.now);
    await settle(db, late, { state: 'expired', reason: lateReason }, options.now);
    await take(db, store.kind, taken, options);
    const claimed = taken.map((row) => ({
      id: row.id,
      subscriber: row.subscriber,
      address: row.address,
      domain: row.domain,
      name: row.name ?? undefined,
      locale: row.locale,
      messageId: row.messageId,
      attempts: row.attempts,
      plannedAt: row.plannedAt,
    }));
    return { claimed, hasMore: due.length === options.limit };
  });
}

type DueDelivery = Awaited<ReturnType<typeof selectDue>>[number];

/** Selects the due deliveries. */
async function selectDue(
  db: Writer,
  kind: Store['kind'],
  { dispatch, now, limit, inHand, except }: ClaimOptions,
  lists: string | null,
) {
  const select = selectForLists.get(lists) ?? createSelectDue(lists);
  selectForLists.set(lists, select);
  const values = { inHand: toIdParameter(kind, inHand), except: JSON.stringify(except) };
  return select(db, kind, { dispatch, now, limit, ...values });
}

/** The statement for each selection of lists, as the ledger stores it. */
const selectForLists = new Map<string | null, ReturnType<typeof createSelectDue>>();

/** PostgreSQL skips rows that another process is claiming; SQLite has only one writer at a time. */
function createSelectDue(lists: string | null) {
  type Values = { dispatch: number; now: number; limit: number; inHand: string; except: string };
  return createStatement((db, { dispatch, now, limit, inHand, except }: Values, kind) => {
    const query = db
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
        'deliveries.not_after as notAfter',
        'subscribers.state as subscriberState',
        'subscribers.paused_until as pausedUntil',
        isOnList(parseLists(lists)).as('isOnList'),
      ])
      .where('deliveries.dispatch', '=', dispatch)
      // A literal, so that the partial index applies.
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
      .where(({ not }) => not(isOneOf(kind, inHand, 'deliveries.id')))
      .where(
        kind === 'sqlite'
          ? sql<boolean>`deliveries.domain not in (select value from json_each(${except}))`
          : sql<boolean>`deliveries.domain not in (select json_array_elements_text(cast(${except} as json)))`,
      )
      .orderBy('deliveries.next_attempt_at')
      .orderBy('deliveries.id')
      .limit(limit);
    return kind === 'postgres' ? query.forUpdate('deliveries').skipLocked() : query;
  });
}

/**
 * An expression that is 1 when the subscriber is still on one of the lists, or when the dispatch goes to
 * everybody.
 */
function isOnList(lists: readonly string[] | undefined) {
  if (lists === undefined) return sql<number>`1`;
  return sql<number>`case when exists (select 1 from subscriptions
    where subscriptions.subscriber = deliveries.subscriber
      and subscriptions.list in (${sql.join(lists)})) then 1 else 0 end`;
}

function sort(due: readonly DueDelivery[], { now, maxAge }: ClaimOptions) {
  const skipped = due.flatMap((row) => {
    const reason = refusal(row, now);
    return reason === undefined ? [] : [{ row, reason }];
  });
  const active = due.filter((row) => refusal(row, now) === undefined);
  const isTooOld = ({ firstAttemptAt }: DueDelivery) =>
    firstAttemptAt !== null && firstAttemptAt + maxAge < now;
  const isLate = ({ firstAttemptAt, notAfter }: DueDelivery) =>
    firstAttemptAt === null && notAfter !== null && notAfter <= now;
  return {
    skipped,
    expired: active.filter(isTooOld),
    late: active.filter(isLate),
    taken: active.filter((row) => !isTooOld(row) && !isLate(row)),
  };
}

/** Why a delivery may no longer be sent; undefined when it may. */
function refusal({ subscriberState, pausedUntil, isOnList }: DueDelivery, now: number): string | undefined {
  if (subscriberState === null) return 'erased';
  if (subscriberState !== 'active') return subscriberState;
  if (pausedUntil !== null && pausedUntil > now) return 'paused';
  return isOnList === 1 ? undefined : 'unsubscribed';
}

async function settle(
  db: Writer,
  rows: readonly DueDelivery[],
  change: { state: 'skipped' | 'expired'; reason?: string },
  now: number,
) {
  if (rows.length === 0) return;
  await db
    .updateTable('deliveries')
    .set({ ...change, updated_at: now })
    .where('id', 'in', ids(rows))
    .execute();
}

async function take(
  db: Writer,
  kind: Store['kind'],
  rows: readonly DueDelivery[],
  { epoch, now, lease }: ClaimOptions,
) {
  if (rows.length === 0) return;
  await takeRows(db, kind, { ids: toIdParameter(kind, ids(rows)), epoch, now, leaseUntil: now + lease });
}

const takeRows = createStatement(
  (
    db,
    { ids, epoch, now, leaseUntil }: { ids: string; epoch: number; now: number; leaseUntil: number },
    kind,
  ) =>
    db
      .updateTable('deliveries')
      .set({ state: 'claimed', epoch, lease_until: leaseUntil, updated_at: now })
      .where(isOneOf(kind, ids)),
);

const ids = (rows: readonly DueDelivery[]) => rows.map(({ id }) => id).sort((a, b) => a - b);
