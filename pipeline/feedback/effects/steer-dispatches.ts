import { sql } from 'kysely';
import { writeDispatchState } from '../../delivery/ledger/dispatch-state.ts';
import { slowDown } from '../../delivery/ledger/slow-down.ts';
import { defaultDeliverySettings } from '../../delivery/run/settings.ts';
import { largestShare } from '../../delivery/suppression/judge-refusals.ts';
import { explainRefusal } from '../../delivery/transport/explain-refusal.ts';
import { withoutAddresses } from '../../foundation/addresses/without-addresses.ts';
import type { Database, Store, Writer } from '../../store/store.ts';
import type { FeedbackKind } from '../feedback-event.ts';
import type { Cause } from './cause-of.ts';
import { effectOf } from './effects-table.ts';

/** The events about one domain of a dispatch that have not steered it yet. */
interface Target {
  readonly dispatch: number;
  readonly domain: string;
  readonly events: readonly SteeringEvent[];
}

type SteeringEvent = Awaited<ReturnType<typeof readSteering>>[number];

/** Pauses the domains that report that we are too fast, as a reply with the same words does. */
export async function slowDomains(store: Store, now: number): Promise<void> {
  for (const { dispatch, domain, events } of await findTargets(store, 'slow')) {
    await slowDown(store, { dispatch, domain, now, slowDown: defaultDeliverySettings.slowDown });
    await store.transaction((db) => recordEffect(db, events, 'slowed'));
  }
}

/**
 * Pauses the dispatches whose bounces say that a domain refuses us as the sender. There have to be at least as
 * many as pause a run, and too large a share for single addresses to be the cause. Events from before a person
 * resumed the dispatch do not count again. Returns the dispatches.
 */
export async function pauseRefused(store: Store, now: number): Promise<number[]> {
  const paused: number[] = [];
  for (const { dispatch, domain, events } of await findTargets(store, 'halt')) {
    const { refused, attempted } = await store.read((db) => countRefusals(db, dispatch, domain));
    if (refused < defaultDeliverySettings.breaker.graveFailures || refused / attempted < largestShare)
      continue;
    const said = withoutAddresses(events.at(-1)?.diagnostic ?? '').trim();
    const cause = `${refused} messages came back because ${domain} refuses us as the sender${said && ` (${said})`}.`;
    const reason = [cause, explainRefusal(said) ?? []].flat().join(' ');
    await store.transaction(async (db) => {
      if ((await readSteering(db, dispatch)).length === 0) return;
      await writeDispatchState(db, dispatch, { state: 'paused', reason, now });
      await recordEffect(db, events, 'paused');
      paused.push(dispatch);
    });
  }
  return [...new Set(paused)];
}

/**
 * The dispatches and domains that have to be steered. They are read from the stored events, because the process that
 * applied an event may have ended right after its commit.
 */
async function findTargets(store: Store, wanted: 'slow' | 'halt'): Promise<Target[]> {
  const events = await store.read((db) => readSteering(db));
  const effective = events.filter(({ kind, cause }) => effectOf(kind, cause).dispatch === wanted);
  const groups = Map.groupBy(effective, ({ dispatch, domain }) => `${dispatch} ${domain}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ dispatch: first.dispatch, domain: first.domain, events: group }];
  });
}

/** The events of dispatches that have messages to send, since they were last resumed. An index has them. */
async function readSteering(db: Database, dispatch?: number) {
  const one = dispatch === undefined ? sql`` : sql`and dispatches.id = ${dispatch}`;
  const { rows } = await sql<{
    dispatch: number;
    domain: string;
    source: string;
    event: string;
    kind: FeedbackKind;
    cause: Cause;
    diagnostic: string | null;
  }>`
    select dispatches.id as dispatch, deliveries.domain, feedback_events.source, feedback_events.event,
      feedback_events.kind, feedback_events.cause, feedback_events.diagnostic
    from feedback_events
      join dispatches on dispatches.id = feedback_events.dispatch
      join deliveries on deliveries.id = feedback_events.delivery
    where feedback_events.state = 'applied' and feedback_events.dispatch_effect is null
      and feedback_events.cause in ('policy', 'throttled')
      and dispatches.state = 'active' and feedback_events.received_at >= dispatches.updated_at ${one}
      and (exists (select 1 from deliveries as open
          where open.dispatch = dispatches.id and open.state in ('planned', 'deferred'))
        or exists (select 1 from deliveries as open
          where open.dispatch = dispatches.id and open.state in ('claimed', 'sending')))
    order by feedback_events.received_at, feedback_events.source, feedback_events.event`.execute(db);
  return rows.map((row) => ({ ...row, dispatch: Number(row.dispatch) }));
}

async function countRefusals(db: Database, dispatch: number, domain: string) {
  const { rows } = await sql<{ refused: number; attempted: number }>`
    select
      (select count(distinct delivery) from feedback_events
        join deliveries on deliveries.id = feedback_events.delivery
        where feedback_events.dispatch = ${dispatch} and feedback_events.state = 'applied'
          and kind = 'bounced' and cause = 'policy' and domain = ${domain}
          and received_at >= (select updated_at from dispatches where id = ${dispatch})) as refused,
      (select count(*) from deliveries
        where dispatch = ${dispatch} and domain = ${domain} and first_attempt_at is not null) as attempted
    `.execute(db);
  return { refused: Number(rows[0]?.refused ?? 0), attempted: Number(rows[0]?.attempted ?? 0) };
}

async function recordEffect(
  db: Writer,
  events: readonly SteeringEvent[],
  effect: 'paused' | 'slowed',
): Promise<void> {
  for (const { source, event } of events)
    await db
      .updateTable('feedback_events')
      .set({ dispatch_effect: effect })
      .where('source', '=', source)
      .where('event', '=', event)
      .execute();
}
