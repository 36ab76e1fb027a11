import { sql } from 'kysely';
import { day } from '../foundation/time/durations.ts';
import { countWaiting } from '../state/read-ledger.ts';
import type { Database, Store } from '../store/store.ts';
import { countDeliveries } from './count-deliveries.ts';
import type { OpenEnd } from './open-ends.ts';

/**
 * A figure about the ledger in the form that monitoring systems use: a name, a description, and a value for
 * each set of labels.
 */
interface Measure {
  /** In snake case, with the unit at the end. */
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * How many dispatches to count, newest first. Older ones hardly change, and a monitor may ask every few
 * seconds.
 */
const latestDispatches = 20;

/** How many domains to name. All others are counted together. */
const mostDomains = 20;

interface Reading {
  readonly transport: string;
  /** In milliseconds since 1970. */
  readonly now: number;
  readonly open: readonly OpenEnd[];
}

/** The state of the ledger in figures. */
export async function measureLedger(store: Store, { transport, now, open }: Reading): Promise<Measure[]> {
  const dispatches = await store.read((db) => latest(db, transport));
  const deliveries = await sampleDeliveries(store, dispatches, now);
  return store.read(async (db) => {
    return [
      {
        name: 'courant_deliveries',
        help: 'Deliveries of the latest dispatches, by state.',
        samples: deliveries,
      },
      {
        name: 'courant_open_deliveries',
        help: 'Deliveries that are not settled, by the domain of the recipient.',
        samples: await countDomains(db, dispatches),
      },
      {
        name: 'courant_delivery_lag_seconds',
        help: 'How long the oldest delivery that could be attempted has waited.',
        samples: [{ labels: {}, value: await readLag(db, dispatches, now) }],
      },
      {
        name: 'courant_open_ends',
        help: 'What "courant status --check" reports, by issue. See docs/operator/exit-codes.md.',
        samples: open.map(({ reason, issue, count = 1 }) => ({ labels: { reason, issue }, value: count })),
      },
      {
        name: 'courant_journal_waiting',
        help: 'Withdrawals that are in the database alone, because the journal could not be written.',
        samples: [{ labels: {}, value: await countWaiting(db) }],
      },
      {
        name: 'courant_subscribers',
        help: 'Subscribers, by state.',
        samples: await countSubscribers(db),
      },
      {
        name: 'courant_certificate_remaining_days',
        help: 'Days until the TLS certificate of this server ends, negative after its end.',
        samples: await readRemainingDays(db, now),
      },
    ];
  });
}

interface Dispatch {
  readonly id: number;
  readonly issue: string;
}

function latest(db: Database, transport: string): Promise<Dispatch[]> {
  return db
    .selectFrom('dispatches')
    .select(['id', 'issue'])
    .where('transport', '=', transport)
    .orderBy('id', 'desc')
    .limit(latestDispatches)
    .execute();
}

async function sampleDeliveries(
  store: Store,
  dispatches: readonly Dispatch[],
  now: number,
): Promise<Sample[]> {
  const counts = await countDeliveries(
    store,
    dispatches.map(({ id }) => id),
    now,
  );
  return dispatches.toReversed().flatMap(({ id, issue }) =>
    (counts.get(id) ?? []).map(({ state, count }) => ({
      labels: { dispatch: String(id), issue, state },
      value: count,
    })),
  );
}

/** The states are literals, and in two queries, so that the partial indexes apply. */
async function countDomains(db: Database, dispatches: readonly Dispatch[]): Promise<Sample[]> {
  if (dispatches.length === 0) return [];
  const ids = sql.join(dispatches.map(({ id }) => id));
  const { rows } = await sql<{ domain: string; count: number }>`
    select domain, count(*) as count from (
      select domain from deliveries where dispatch in (${ids}) and state in ('planned', 'deferred')
      union all
      select domain from deliveries where dispatch in (${ids}) and state in ('claimed', 'sending')) as open
    group by domain order by count desc, domain`.execute(db);
  const named = rows
    .slice(0, mostDomains)
    .map(({ domain, count }) => ({ labels: { domain }, value: Number(count) }));
  const others = rows.slice(mostDomains).reduce((sum, { count }) => sum + Number(count), 0);
  return others === 0 ? named : [...named, { labels: { domain: 'other' }, value: others }];
}

/**
 * How long the oldest unsent delivery has been due, in seconds; 0 when none is due. A delivery that may go at
 * any time has been due since it was planned.
 */
async function readLag(db: Database, dispatches: readonly Dispatch[], now: number): Promise<number> {
  if (dispatches.length === 0) return 0;
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('dispatches', 'dispatches.id', 'deliveries.dispatch')
    .select(
      sql<number | null>`min(case when next_attempt_at > 0 then next_attempt_at else planned_at end)`.as(
        'since',
      ),
    )
    .where(
      'dispatch',
      'in',
      dispatches.map(({ id }) => id),
    )
    .where('dispatches.state', '=', 'active')
    // A literal, so that the partial index applies.
    .where(sql<boolean>`deliveries.state in ('planned', 'deferred')`)
    .executeTakeFirst();
  return row?.since == null ? 0 : Math.max(0, now - Number(row.since)) / 1000;
}

async function countSubscribers(db: Database): Promise<Sample[]> {
  const rows = await db
    .selectFrom('subscribers')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .orderBy('state')
    .execute();
  return rows.map(({ state, count }) => ({ labels: { state }, value: Number(count) }));
}

/** The certificates as a run saw them last; see `look-at-certificates.ts`. */
async function readRemainingDays(db: Database, now: number): Promise<Sample[]> {
  const rows = await db.selectFrom('certificates').select(['host', 'ends_at']).orderBy('host').execute();
  return rows.map(({ host, ends_at }) => ({
    labels: { server: host },
    value: (Number(ends_at) - now) / day,
  }));
}
