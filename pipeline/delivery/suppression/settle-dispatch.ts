import { type RawBuilder, sql } from 'kysely';
import type { Store, Writer } from '../../store/store.ts';
import type { SuppressionList } from '../../subscribers/suppression-list.ts';
import { formatReply } from '../transport/reply.ts';
import { type Judgement, judgeRefusals } from './judge-refusals.ts';

/** The effect of a settled dispatch on the subscribers whose address was refused as unknown. */
export interface SettledDispatch {
  /** How many subscribers this call suppressed. */
  readonly suppressed: number;
  /**
   * How many refused addresses it did not suppress, because there were too many at once or too few attempts
   * to tell. A person decides about these.
   */
  readonly undecided: number;
}

const nothing: SettledDispatch = { suppressed: 0, undecided: 0 };

/**
 * Suppresses the addresses that do not exist, as the replies in a settled dispatch show. Does nothing while
 * the dispatch is open, paused or cancelled. It may be called again at any time: a subscriber whose
 * suppression was lifted, or who signed up again, is suppressed again only after another refusal.
 * `suppressions` records them in the journal.
 */
export function settleDispatch(
  store: Store,
  dispatch: number,
  now: number,
  suppressions?: Pick<SuppressionList, 'record'>,
): Promise<SettledDispatch> {
  return store.transaction(async (db) => {
    if (!(await isSettled(db, store.kind, dispatch))) return nothing;
    const judgements = judgeRefusals(await countAttempts(db, dispatch));
    const refusals = await readRefusals(db, dispatch);
    const suppressed: string[] = [];
    let undecided = 0;
    for (const refusal of refusals) {
      const judgement = judgements.get(refusal.domain);
      if (judgement?.verdict !== 'suppress') undecided++;
      else if (await suppress(db, dispatch, refusal, judgement, now)) suppressed.push(refusal.normalised);
    }
    await sql`update dispatches set judged_until = (${lastRefusal(dispatch)})
      where id = ${dispatch}`.execute(db);
    await suppressions?.record(
      db,
      suppressed.map((normalised) => ({ normalised, kind: 'bounced', at: now })),
    );
    return { suppressed: suppressed.length, undecided };
  });
}

/**
 * The settled dispatches whose refusals nobody has judged, because the process that delivered them ended
 * right after its last commit.
 */
export async function findUnjudged(store: Store, transport: string): Promise<number[]> {
  const { rows } = await store.read((db) =>
    sql<{ id: number }>`
    select id from dispatches
    where transport = ${transport} and state = 'active' and not (${isOpen})
      and (${lastRefusal(sql.ref('dispatches.id'))}) > coalesce(judged_until, -1)
    order by id`.execute(db),
  );
  return rows.map(({ id }) => Number(id));
}

/** In PostgreSQL, the lock makes a second process wait for the verdict of the first one. */
async function isSettled(db: Writer, kind: Store['kind'], dispatch: number): Promise<boolean> {
  const lock = kind === 'postgres' ? sql`for no key update` : sql``;
  const { rows } = await sql<{ state: string; open: number }>`
    select state, case when ${isOpen} then 1 else 0 end as open
    from dispatches where id = ${dispatch} ${lock}`.execute(db);
  const [row] = rows;
  return row !== undefined && row.state === 'active' && Number(row.open) === 0;
}

/** The states are literals, so that the partial indexes apply. */
const isOpen = sql<boolean>`exists (select 1 from deliveries
    where dispatch = dispatches.id and state in ('planned', 'deferred'))
  or exists (select 1 from deliveries where dispatch = dispatches.id and state in ('claimed', 'sending'))`;

function lastRefusal(dispatch: number | RawBuilder<unknown>) {
  return sql`select max(latest) from (
    select max(updated_at) as latest from deliveries
      where dispatch = ${dispatch} and state in ('uncertain', 'rejected') and state = 'rejected'
        and reason = 'address'
    union all
    select max(updated_at) from deliveries
      where dispatch = ${dispatch} and state in ('bounced', 'complained') and state = 'bounced'
        and reason = 'address') as refusals`;
}

/** Counts the attempts by domain. Recipients whose message was never offered to a server do not count. */
async function countAttempts(db: Writer, dispatch: number) {
  const { rows } = await sql<{ domain: string; attempted: number; refused: number }>`
    select domain, count(*) as attempted,
      sum(case when state in ('rejected', 'bounced') and reason = 'address' then 1 else 0 end) as refused
    from deliveries
    where dispatch = ${dispatch} and first_attempt_at is not null and coalesce(reason, '') <> 'unwritable'
    group by domain`.execute(db);
  return rows.map(({ domain, attempted, refused }) => ({
    domain,
    attempted: Number(attempted),
    refused: Number(refused),
  }));
}

type Refusal = Awaited<ReturnType<typeof readRefusals>>[number];

function readRefusals(db: Writer, dispatch: number) {
  return db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber')
    .leftJoin('automatic_suppressions as before', (join) =>
      join
        .onRef('before.subscriber', '=', 'deliveries.subscriber')
        .onRef('before.dispatch', '=', 'deliveries.dispatch'),
    )
    .select(['deliveries.id', 'deliveries.state', 'deliveries.subscriber', 'deliveries.domain'])
    .select('deliveries.updated_at as refusedAt')
    .select(['reply_code as code', 'reply_enhanced as enhanced', 'reply_text as text'])
    .select(['before.lifted_at as liftedAt', 'subscribers.normalised'])
    .where('deliveries.dispatch', '=', dispatch)
    .where('deliveries.state', 'in', ['rejected', 'bounced'])
    .where('deliveries.reason', '=', 'address')
    .where('subscribers.state', '=', 'active')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('consents')
            .select('consents.id')
            .whereRef('consents.subscriber', '=', 'deliveries.subscriber')
            .where('consents.kind', 'in', ['confirmed', 'added'])
            .whereRef('consents.at', '>', 'deliveries.updated_at'),
        ),
      ),
    )
    .orderBy('deliveries.id')
    .execute();
}

/** Suppresses a subscriber. Returns false when a person has lifted the suppression since the refusal. */
async function suppress(
  db: Writer,
  dispatch: number,
  refusal: Refusal,
  { basis, attempted, refused }: Judgement,
  now: number,
): Promise<boolean> {
  const { subscriber, liftedAt } = refusal;
  const { refusedAt, reply } = await readEvidence(db, refusal);
  if (liftedAt !== null && refusedAt <= liftedAt) return false;
  const evidence = { reply, basis, attempted, refused, suppressed_at: now, lifted_at: null };
  await db
    .insertInto('automatic_suppressions')
    .values({ dispatch, subscriber, ...evidence })
    .onConflict((conflict) => conflict.columns(['dispatch', 'subscriber']).doUpdateSet(evidence))
    .execute();
  await db
    .updateTable('subscribers')
    .set({ state: 'suppressed', updated_at: now })
    .where('id', '=', subscriber)
    .where('state', '=', 'active')
    .execute();
  return true;
}

/** When and how the address was refused: in the server's reply, or in the bounce that came back later. */
async function readEvidence(db: Writer, { id, state, refusedAt, code, enhanced, text }: Refusal) {
  if (state !== 'bounced') return { refusedAt, reply: formatReply({ code, enhanced, text }) };
  const bounce = await db
    .selectFrom('feedback_events')
    .select(['at', 'status', 'diagnostic'])
    .where('delivery', '=', id)
    .where('kind', '=', 'bounced')
    .where('cause', '=', 'address')
    .where('state', '=', 'applied')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (bounce === undefined) return { refusedAt, reply: '' };
  const { at, status, diagnostic } = bounce;
  const isNamed = diagnostic !== null && status !== null && diagnostic.includes(status);
  return { refusedAt: at, reply: [isNamed ? null : status, diagnostic].filter(Boolean).join(' ') };
}
