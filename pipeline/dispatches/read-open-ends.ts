import { sql } from 'kysely';
import { withLedgerNames } from '../delivery/ledger/issue-names.ts';
import { isLate } from '../delivery/ledger/late.ts';
import { countStates } from '../delivery/ledger/state.ts';
import { standingOf } from '../delivery/status/standing.ts';
import type { DispatchState } from '../store/schema.ts';
import type { Database, Store } from '../store/store.ts';
import type { OpenEnd } from './open-ends.ts';

/**
 * The open ends of each issue's latest dispatches: deliveries that the next run continues, pauses, and
 * decisions for a person. Deliveries that somebody has acknowledged are left out, and so are those that wait
 * for their reader's own moment.
 */
export function readOpenEnds(
  store: Store,
  {
    transport,
    issues,
    now,
  }: {
    readonly transport: string;
    readonly issues?: readonly string[] | undefined;
    /** In ms since 1970. */
    readonly now: number;
  },
): Promise<OpenEnd[]> {
  return store.read(async (db) => {
    const dispatches = await readCounts(db, transport, now, issues && (await withLedgerNames(db, issues)));
    const ends: OpenEnd[] = [];
    for (const dispatch of dispatches) ends.push(...(await openEndsOf(db, dispatch)));
    return ends;
  });
}

interface Counted {
  readonly id: number;
  readonly issue: string;
  readonly state: DispatchState;
  readonly open: number;
  readonly uncertain: number;
  readonly rejected: number;
  readonly late: number;
}

async function openEndsOf(db: Database, dispatch: Counted): Promise<OpenEnd[]> {
  const { issue, state, open, uncertain, rejected, late } = dispatch;
  const counts = countStates([
    { state: 'planned', count: open },
    { state: 'uncertain', count: uncertain },
    { state: 'rejected', count: rejected },
    { state: 'accepted', count: rejected > 0 ? await countAccepted(db, dispatch.id) : 0 },
  ]);
  const { reasons } = standingOf({ state, counts });
  const ends = reasons.flatMap(({ kind, count, needsPerson }): OpenEnd[] => {
    if (kind === 'paused') return [{ reason: 'paused', issue, count }];
    if (kind === 'open') return [{ reason: 'unfinished', issue, count }];
    return needsPerson && kind !== 'expired' ? [{ reason: kind, issue, count }] : [];
  });
  return late > 0 && state !== 'cancelled' ? [...ends, { reason: 'late', issue, count: late }] : ends;
}

/** The states are literals, so that the partial indexes apply. */
async function readCounts(
  db: Database,
  transport: string,
  now: number,
  issues: readonly string[] | undefined,
): Promise<Counted[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select dispatches.id, dispatches.issue, dispatches.state,
      (select count(*) from deliveries
        where dispatch = dispatches.id and state in ('planned', 'deferred')
          and not (dispatches.state = 'active' and first_attempt_at is null and coalesce(not_before, 0) > ${now}))
      + (select count(*) from deliveries
        where dispatch = dispatches.id and state in ('claimed', 'sending')) as open,
      (select count(*) from deliveries
        where dispatch = dispatches.id and state in ('uncertain', 'rejected') and state = 'uncertain'
          and updated_at > coalesce((select acknowledged_at from acknowledgements
            where dispatch = dispatches.id and state = 'uncertain'), -1)) as uncertain,
      (select count(*) from deliveries
        where dispatch = dispatches.id and state in ('uncertain', 'rejected') and state = 'rejected'
          and updated_at > coalesce((select acknowledged_at from acknowledgements
            where dispatch = dispatches.id and state = 'rejected'), -1)) as rejected,
      (select count(*) from deliveries
        where dispatch = dispatches.id and ${isLate}
          and not exists (select 1 from dispatches as later where later.issue = dispatches.issue
            and later.transport = dispatches.transport and later.revision > dispatches.revision)
          and updated_at > coalesce((select max(skipped_at) from skips
            where skips.issue = dispatches.issue and skips.transport = dispatches.transport), -1)) as late
    from dispatches
    where dispatches.transport = ${transport} ${issues === undefined ? sql`` : sql`and dispatches.issue in (${sql.join(issues)})`}
    order by dispatches.id`.execute(db);
  return rows.map((row) => ({
    id: Number(row['id']),
    issue: String(row['issue']),
    state: String(row['state']) as DispatchState,
    open: Number(row['open']),
    uncertain: Number(row['uncertain']),
    rejected: Number(row['rejected']),
    late: Number(row['late']),
  }));
}

async function countAccepted(db: Database, dispatch: number): Promise<number> {
  const { count } = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('dispatch', '=', dispatch)
    .where('state', 'in', ['accepted', 'bounced', 'complained'])
    .executeTakeFirstOrThrow();
  return Number(count);
}
