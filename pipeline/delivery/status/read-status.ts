import { sql } from 'kysely';
import type { EditionChoice } from '../../publication/locales/language-tag.ts';
import type { DeliveryState, DispatchState } from '../../store/schema.ts';
import type { Database, Store } from '../../store/store.ts';
import { withLedgerNames } from '../ledger/issue-names.ts';
import { countStates, type StateCounts } from '../ledger/state.ts';
import { formatReply } from '../transport/reply.ts';

/** The state of a dispatch. */
export interface DispatchStatus {
  readonly dispatch: number;
  readonly issue: string;
  readonly revision: number;
  readonly transport: string;
  readonly state: DispatchState;
  /** Why it is paused. */
  readonly reason: string | undefined;
  readonly createdAt: Date;
  readonly counts: StateCounts;
  readonly total: number;
  /** The deliveries, counted by edition, the reason for that edition, and state. */
  readonly editions: readonly {
    locale: string;
    choice: EditionChoice;
    state: DeliveryState;
    count: number;
  }[];
  /**
   * The deliveries, counted by state and reason, such as the class of a reply. For those that are tried again, `reply` is
   * what the server said to one of the latest.
   */
  readonly reasons: readonly { state: DeliveryState; reason: string; count: number; reply?: string }[];
  /** The deliveries without an attempt, counted by the time from which they may be sent, in ms since 1970. */
  readonly waiting: readonly { notBefore: number; count: number }[];
  /** The deliveries to the domains with the most recipients, counted by domain and state. */
  readonly domains: readonly { domain: string; state: DeliveryState; count: number }[];
  /** The deliveries that a person has to decide about. */
  readonly uncertain: readonly NamedDelivery[];
  readonly rejected: readonly NamedDelivery[];
}

interface NamedDelivery {
  readonly id: number;
  readonly address: string;
  readonly locale: string;
  readonly reason: string | undefined;
  readonly reply: string | undefined;
  readonly updatedAt: Date;
}

interface StatusFilter {
  /** One or several names of the issue, present or former. */
  readonly issue?: string | readonly string[];
  readonly transport?: string;
  /** How many dispatches to read, newest first; 10 when left out. Each one costs a count of all its rows. */
  readonly dispatches?: number;
  /** How many domains to count; 10 when left out. */
  readonly domains?: number;
  /** How many deliveries to name in each list; 100 when left out. */
  readonly names?: number;
}

/** The dispatches that match the filter, newest first. */
export function readStatus(store: Store, filter: StatusFilter = {}): Promise<DispatchStatus[]> {
  return store.read(async (db) => {
    let query = db
      .selectFrom('dispatches')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(filter.dispatches ?? 10);
    if (filter.issue !== undefined) {
      query = query.where('issue', 'in', await withLedgerNames(db, [filter.issue].flat()));
    }
    if (filter.transport !== undefined) query = query.where('transport', '=', filter.transport);
    const dispatches = await query.execute();
    const statuses: DispatchStatus[] = [];
    for (const row of dispatches) {
      const { id: dispatch, issue, revision, transport, state } = row;
      const groups = await countGroups(db, dispatch);
      statuses.push({
        dispatch,
        issue,
        revision,
        transport,
        state,
        reason: row.reason ?? undefined,
        createdAt: new Date(row.created_at),
        counts: countStates(groups),
        total: groups.reduce((sum, { count }) => sum + count, 0),
        editions: sumBy(groups, ({ locale, choice, state }) => ({ locale, choice, state })),
        reasons: await withReplies(
          db,
          dispatch,
          sumBy(groups, ({ state, reason }) => reason !== null && { state, reason }),
        ),
        waiting: await countWaiting(db, dispatch),
        domains: await countDomains(db, dispatch, filter.domains),
        uncertain: await readNames(db, dispatch, 'uncertain', filter.names),
        rejected: await readNames(db, dispatch, 'rejected', filter.names),
      });
    }
    return statuses;
  });
}

interface Group {
  readonly locale: string;
  readonly choice: EditionChoice;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly count: number;
}

async function countGroups(db: Database, dispatch: number): Promise<Group[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['locale', 'choice', 'state', 'reason', fn.countAll<number>().as('count')])
    .where('dispatch', '=', dispatch)
    .groupBy(['locale', 'choice', 'state', 'reason'])
    .orderBy('locale')
    .orderBy('choice')
    .orderBy('state')
    .orderBy('reason')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Adds what the server said to deliveries that are tried again. The others are named one by one. */
async function withReplies(
  db: Database,
  dispatch: number,
  reasons: readonly { state: DeliveryState; reason: string; count: number }[],
): Promise<DispatchStatus['reasons']> {
  const said: DispatchStatus['reasons'][number][] = [];
  for (const each of reasons) {
    const isTriedAgain = each.state === 'planned' || each.state === 'deferred';
    const reply = isTriedAgain ? await readReply(db, dispatch, each) : undefined;
    said.push({ ...each, ...(reply && { reply }) });
  }
  return said;
}

async function readReply(
  db: Database,
  dispatch: number,
  { state, reason }: { state: DeliveryState; reason: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select(['reply_code', 'reply_enhanced', 'reply_text'])
    .where('dispatch', '=', dispatch)
    // A literal, so that the partial index applies. The latest attempts are nearly always the last to be tried again.
    .where(sql<boolean>`state in ('planned', 'deferred')`)
    .where('state', '=', state)
    .where('reason', '=', reason)
    .orderBy('next_attempt_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row && replyOf(row);
}

async function countWaiting(db: Database, dispatch: number) {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['not_before as notBefore', fn.countAll<number>().as('count')])
    .where('dispatch', '=', dispatch)
    // A literal, so that the partial index applies.
    .where(sql<boolean>`state in ('planned', 'deferred')`)
    .where('first_attempt_at', 'is', null)
    .where('not_before', 'is not', null)
    .groupBy('not_before')
    .orderBy('not_before')
    .execute();
  return rows.map(({ notBefore, count }) => ({ notBefore: Number(notBefore), count: Number(count) }));
}

async function countDomains(db: Database, dispatch: number, most = 10) {
  const largest = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['domain', fn.countAll<number>().as('count')])
    .where('dispatch', '=', dispatch)
    .groupBy('domain')
    .orderBy('count', 'desc')
    .orderBy('domain')
    .limit(most)
    .execute();
  if (largest.length === 0) return [];
  const order = largest.map(({ domain }) => domain);
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['domain', 'state', fn.countAll<number>().as('count')])
    .where('dispatch', '=', dispatch)
    .where('domain', 'in', order)
    .groupBy(['domain', 'state'])
    .orderBy('state')
    .execute();
  return rows
    .map((row) => ({ ...row, count: Number(row.count) }))
    .sort((a, b) => order.indexOf(a.domain) - order.indexOf(b.domain));
}

/** Adds up the groups with the same key. A group without a key is left out. */
function sumBy<Key extends object>(groups: readonly Group[], keyOf: (group: Group) => Key | false) {
  const sums = new Map<string, Key & { count: number }>();
  for (const group of groups) {
    const key = keyOf(group);
    if (key === false) continue;
    const name = JSON.stringify(key);
    sums.set(name, { ...key, count: (sums.get(name)?.count ?? 0) + group.count });
  }
  return [...sums.values()];
}

async function readNames(
  db: Database,
  dispatch: number,
  state: DeliveryState,
  limit = 100,
): Promise<NamedDelivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'address', 'locale', 'reason', 'reply_code', 'reply_enhanced', 'reply_text', 'updated_at'])
    .where('dispatch', '=', dispatch)
    .where('state', '=', state)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    address: row.address,
    locale: row.locale,
    reason: row.reason ?? undefined,
    reply: replyOf(row),
    updatedAt: new Date(row.updated_at),
  }));
}

function replyOf(row: {
  readonly reply_code: number | null;
  readonly reply_enhanced: string | null;
  readonly reply_text: string | null;
}): string | undefined {
  return (
    formatReply({ code: row.reply_code, enhanced: row.reply_enhanced, text: row.reply_text }) || undefined
  );
}
