import { sql } from 'kysely';
import type { ScheduledIssue } from '../schedule/judge-issue.ts';
import type { ScheduleLedger } from '../schedule/judge-issues.ts';
import { nextMoment } from '../schedule/next-moment.ts';
import type { ScheduleSettings } from '../schedule/schedule-settings.ts';
import type { Store } from '../store/store.ts';

interface NextRunOptions {
  readonly transport: string;
  readonly newsletter: ScheduleSettings;
  readonly issues: readonly ScheduledIssue[];
  readonly ledger: ScheduleLedger;
  readonly nextNotice: number | undefined;
  readonly now: number;
}

/**
 * The next moment at which a run has work to do, in ms since 1970. Undefined if there is none. Reads
 * the next attempt of a delivery from the store; the rest of the ledger may be from before the dispatches of
 * this run.
 */
export async function nextRun(
  store: Store,
  { transport, newsletter, issues, ledger, nextNotice, now }: NextRunOptions,
): Promise<number | undefined> {
  const nextAttemptAt = await nextAttempt(store, transport, now);
  const next = nextMoment(newsletter, issues, { ...ledger, nextAttemptAt }, now);
  const moments = [next, nextNotice].filter((moment) => moment !== undefined);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** The earliest next attempt of a delivery whose dispatch is not paused. */
function nextAttempt(store: Store, transport: string, now: number): Promise<number | undefined> {
  return store.read(async (db) => {
    const row = await db
      .selectFrom('deliveries')
      .innerJoin('dispatches', 'dispatches.id', 'deliveries.dispatch')
      .select(({ fn }) => fn.min('deliveries.next_attempt_at').as('at'))
      .where('dispatches.transport', '=', transport)
      .where('dispatches.state', '=', 'active')
      // A literal, so that the partial index applies.
      .where(sql<boolean>`deliveries.state in ('planned', 'deferred')`)
      .where('deliveries.next_attempt_at', '>', now)
      .executeTakeFirst();
    return row?.at == null ? undefined : Number(row.at);
  });
}
