import { momentsAfter } from '../schedule/next-moment.ts';
import type { ScheduleSettings } from '../schedule/schedule-settings.ts';
import type { Store } from '../store/store.ts';
import type { IssueStanding } from './read-standings.ts';

interface NextRunOptions {
  readonly transport: string;
  readonly newsletter: ScheduleSettings;
  readonly standings: readonly IssueStanding[];
  readonly now: number;
}

/**
 * The next moment at which a run has work to do, in milliseconds since 1970: a moment of the schedule, or the
 * next attempt of a delivery. Undefined when there is none.
 */
export async function nextRun(
  store: Store,
  { transport, newsletter, standings, now }: NextRunOptions,
): Promise<number | undefined> {
  const upcoming = momentsAfter(newsletter, standings, now);
  const attempt = await nextAttempt(store, transport, now);
  const moments = attempt === undefined ? upcoming : [...upcoming, attempt];
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
      .where('deliveries.state', 'in', ['planned', 'deferred'])
      .where('deliveries.next_attempt_at', '>', now)
      .executeTakeFirst();
    return row?.at == null ? undefined : Number(row.at);
  });
}
