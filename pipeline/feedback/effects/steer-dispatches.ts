import { sql } from 'kysely';
import { writeDispatchState } from '../../delivery/ledger/dispatch-state.ts';
import { slowDown } from '../../delivery/ledger/slow-down.ts';
import { defaultDeliverySettings } from '../../delivery/run/settings.ts';
import { largestShare } from '../../delivery/suppression/judge-refusals.ts';
import { explainRefusal } from '../../delivery/transport/explain-refusal.ts';
import { withoutAddresses } from '../../foundation/addresses/without-addresses.ts';
import type { Database, Store, Writer } from '../../store/store.ts';
import type { AppliedEvent } from './apply-event.ts';

interface Target {
  readonly dispatch: number;
  readonly domain: string;
  /** The events that led here. */
  readonly events: readonly AppliedEvent[];
}

/** Pauses the domains that report that we are too fast, as a reply with the same words does. */
export async function slowDomains(
  store: Store,
  applied: readonly AppliedEvent[],
  now: number,
): Promise<void> {
  for (const { dispatch, domain, events } of targetsOf(applied, 'slow')) {
    if (!(await store.read((db) => isUnderWay(db, dispatch)))) continue;
    await slowDown(store, { dispatch, domain, now, slowDown: defaultDeliverySettings.slowDown });
    await store.transaction((db) => recordEffect(db, events, 'slowed'));
  }
}

/**
 * Pauses the dispatches whose bounces say that a domain refuses us as the sender. There have to be at least as
 * many as pause a run, and too large a share for single addresses to be the cause. Events from before a person
 * resumed the dispatch do not count again. Returns the dispatches.
 */
export async function pauseRefused(
  store: Store,
  applied: readonly AppliedEvent[],
  now: number,
): Promise<number[]> {
  const paused: number[] = [];
  for (const { dispatch, domain, events } of targetsOf(applied, 'halt'))
    await store.transaction(async (db) => {
      if (!(await isUnderWay(db, dispatch))) return;
      const { refused, attempted } = await countRefusals(db, dispatch, domain);
      if (refused < defaultDeliverySettings.breaker.graveFailures || refused / attempted < largestShare)
        return;
      const said = withoutAddresses(events.at(-1)?.event.diagnostic ?? '').trim();
      const cause = `${refused} messages came back because ${domain} refuses us as the sender${said && ` (${said})`}.`;
      const reason = [cause, explainRefusal(said) ?? []].flat().join(' ');
      await writeDispatchState(db, dispatch, { state: 'paused', reason, now });
      await recordEffect(db, events, 'paused');
      paused.push(dispatch);
    });
  return [...new Set(paused)];
}

/** The dispatches and domains that these events concern. */
function targetsOf(applied: readonly AppliedEvent[], wanted: 'slow' | 'halt'): Target[] {
  const targets = new Map<string, { dispatch: number; domain: string; events: AppliedEvent[] }>();
  for (const each of applied) {
    const { effect, dispatch, domain } = each;
    if (effect?.dispatch !== wanted || dispatch === undefined || domain === undefined) continue;
    const key = `${dispatch} ${domain}`;
    const target = targets.get(key) ?? { dispatch, domain, events: [] };
    target.events.push(each);
    targets.set(key, target);
  }
  return [...targets.values()];
}

/** Whether messages of the dispatch are still to be sent. */
async function isUnderWay(db: Database, dispatch: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    select id from dispatches where id = ${dispatch} and state = 'active'
      and (exists (select 1 from deliveries where dispatch = ${dispatch} and state in ('planned', 'deferred'))
        or exists (select 1 from deliveries where dispatch = ${dispatch} and state in ('claimed', 'sending')))
    `.execute(db);
  return rows.length > 0;
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
  events: readonly AppliedEvent[],
  effect: 'paused' | 'slowed',
): Promise<void> {
  for (const { event } of events)
    await db
      .updateTable('feedback_events')
      .set({ dispatch_effect: effect })
      .where('source', '=', event.source)
      .where('event', '=', event.id)
      .execute();
}
