import { sql } from 'kysely';
import { day } from '../../foundation/time/durations.ts';
import type { Database } from '../../store/store.ts';
import { type Judgement, judgeRefusals } from './judge-refusals.ts';
import { countFailures, type DomainCounts, type Failure, failedSoftly } from './read-failures.ts';
import type { Ground } from './write-suppressions.ts';

/** An address is suppressed when it takes nothing in this many dispatches in a row … */
const enoughDispatches = 3;
/** … that began within this time. */
const longestSpan = 30 * day;

/**
 * Decides whether a soft failure is the last of enough in a row, with nothing delivered between or after. A
 * failure does not count when too many of its dispatch failed in the same way, because then the receiving server
 * had an outage. A small dispatch counts: several failures in a row make up for its size.
 */
export async function createSoftJudge(db: Database, dispatch: number, counts: readonly DomainCounts[]) {
  const judgements = new Map([[dispatch, judge(counts)]]);
  const own = await db
    .selectFrom('dispatches')
    .select(['transport', 'created_at'])
    .where('id', '=', dispatch)
    .executeTakeFirstOrThrow();
  const near = await db
    .selectFrom('dispatches')
    .select(['id', 'created_at'])
    .where('transport', '=', own.transport)
    .where('created_at', '>=', own.created_at - longestSpan)
    .where('created_at', '<=', own.created_at + longestSpan)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const began = new Map(near.map(({ id, created_at }) => [id, created_at]));

  async function judgementsOf(other: number): Promise<ReadonlyMap<string, Judgement>> {
    const known = judgements.get(other) ?? judge(await countFailures(db, other));
    judgements.set(other, known);
    return known;
  }

  return async function judgeSoft(failure: Failure): Promise<Ground | undefined> {
    const failed: number[] = [];
    for (const each of await historyOf(db, failure.subscriber, [...began.keys()])) {
      if (each.softly === 0) break;
      const judgement = (await judgementsOf(each.dispatch)).get(each.domain);
      if (judgement?.verdict !== 'doubt') failed.push(each.dispatch);
    }
    if (!failed.includes(dispatch)) return undefined;
    const first = failed[enoughDispatches - 1];
    const last = failed[0];
    if (first === undefined || last === undefined) return undefined;
    if ((began.get(last) ?? 0) - (began.get(first) ?? 0) > longestSpan) return undefined;
    const judgement = (await judgementsOf(dispatch)).get(failure.domain);
    return judgement && { failure, judgement, dispatches: failed.length };
  };
}

const judge = (counts: readonly DomainCounts[]) =>
  judgeRefusals(counts.map(({ domain, attempted, soft }) => ({ domain, attempted, refused: soft })));

/** A person's deliveries that ended with a delivery or a soft failure, the latest first. */
async function historyOf(db: Database, subscriber: string, dispatches: readonly number[]) {
  if (dispatches.length === 0) return [];
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('dispatches', 'dispatches.id', 'deliveries.dispatch')
    .select(['deliveries.dispatch', 'deliveries.domain'])
    .select(sql<number>`case when ${failedSoftly} then 1 else 0 end`.as('softly'))
    .where('deliveries.dispatch', 'in', dispatches)
    .where('subscriber', '=', subscriber)
    .where(({ or, eb }) => or([eb('deliveries.state', '=', 'accepted'), failedSoftly]))
    .orderBy('dispatches.created_at', 'desc')
    .orderBy('dispatches.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, softly: Number(row.softly) }));
}
