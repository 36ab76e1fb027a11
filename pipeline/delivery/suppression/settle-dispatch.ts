import { type RawBuilder, sql } from 'kysely';
import type { Store, Writer } from '../../store/store.ts';
import type { SuppressionList } from '../../subscribers/suppression-list.ts';
import { judgeRefusals } from './judge-refusals.ts';
import { countFailures, type Failure, readFailures } from './read-failures.ts';
import { createSoftJudge } from './soft-failures.ts';
import { type Ground, suppress, withdrawSuppressions } from './write-suppressions.ts';

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
 * Suppresses the addresses that do not exist, and those that took nothing in several dispatches, as the replies
 * and bounces of a settled dispatch show. Does nothing while the dispatch is open, paused or cancelled. It may
 * be called again at any time, and is called when more has come back: a suppression that the whole of what came
 * back does not support is withdrawn. A subscriber whose suppression a person lifted, or who signed up again, is
 * suppressed again only after another refusal. `suppressions` records all of it in the journal.
 */
export function settleDispatch(
  store: Store,
  dispatch: number,
  now: number,
  suppressions?: Pick<SuppressionList, 'record' | 'find'>,
): Promise<SettledDispatch> {
  return store.transaction(async (db) => {
    if (!(await isSettled(db, store.kind, dispatch))) return nothing;
    const { grounds, undecided } = await judge(db, dispatch);
    const suppressed: string[] = [];
    for (const ground of grounds)
      if (ground.failure.isActive && (await suppress(db, dispatch, ground, now)))
        suppressed.push(ground.failure.normalised);
    const returned = await withdrawSuppressions(db, dispatch, { grounds, suppressions, now });
    await sql`update dispatches set judged_until = (${lastRefusal(dispatch)})
      where id = ${dispatch}`.execute(db);
    await suppressions?.record(db, [
      ...suppressed.map((normalised) => ({ normalised, kind: 'bounced' as const, at: now })),
      ...returned,
    ]);
    return { suppressed: suppressed.length, undecided };
  });
}

/** The failures that are reason enough to suppress, and the number of refusals that are not. */
async function judge(db: Writer, dispatch: number): Promise<{ grounds: Ground[]; undecided: number }> {
  const failures = await readFailures(db, dispatch);
  if (failures.length === 0) return { grounds: [], undecided: 0 };
  const counts = await countFailures(db, dispatch);
  const judgements = judgeRefusals(
    counts.map(({ domain, attempted, unknown }) => ({ domain, attempted, refused: unknown })),
  );
  const judgeSoft = await createSoftJudge(db, dispatch, counts);
  const grounds: Ground[] = [];
  let undecided = 0;
  for (const failure of failures) {
    const ground = failure.cause === 'address' ? believe(failure) : await judgeSoft(failure);
    if (ground !== undefined) grounds.push(ground);
    else if (failure.cause === 'address' && failure.isActive) undecided++;
  }
  return { grounds, undecided };

  function believe(failure: Failure): Ground | undefined {
    const judgement = judgements.get(failure.domain);
    return judgement?.verdict === 'suppress' ? { failure, judgement, dispatches: 1 } : undefined;
  }
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

/** The time of the last refusal that `settleDispatch` has to consider. */
function lastRefusal(dispatch: number | RawBuilder<unknown>) {
  return sql`select max(latest) from (
    select max(updated_at) as latest from deliveries
      where dispatch = ${dispatch} and state in ('uncertain', 'rejected') and state = 'rejected'
        and reason in ('address', 'mailbox')
    union all
    select max(updated_at) from deliveries
      where dispatch = ${dispatch} and state in ('bounced', 'complained') and state = 'bounced'
        and reason in ('address', 'mailbox')) as refusals`;
}
