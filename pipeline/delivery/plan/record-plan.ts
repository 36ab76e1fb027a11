import { setImmediate } from 'node:timers/promises';
import type { Edition } from '../../editions/edition.ts';
import { domainOf } from '../../foundation/addresses/domain-of.ts';
import { fail } from '../../foundation/problems/problem.ts';
import { createMessageId } from '../../messages/message-id.ts';
import { deliveryTimes, type IssueTimes } from '../../schedule/delivery-times.ts';
import type { Store, Writer } from '../../store/store.ts';
import { wireAddress } from '../../subscribers/parse-address.ts';
import { rememberNames } from '../ledger/issue-names.ts';
import { assignEditions } from './assign-editions.ts';
import { type AudienceScope, selectAudience } from './audience.ts';
import { createPlannedInsert, type PlannedDelivery } from './insert-planned.ts';
import { assemblePlan, type DispatchPlan, type DispatchRequest } from './plan-dispatch.ts';

interface RecordOptions {
  /** The domain of the sender, for the Message-IDs. */
  readonly messageDomain: string;
  readonly clock?: () => number;
  /** Stops the planning, which then records nothing and rejects with the reason. */
  readonly signal?: AbortSignal;
}

interface RecordedDispatch {
  /** Undefined when there are no recipients. Nothing is recorded then. */
  readonly dispatch: number | undefined;
  /** How many deliveries this call planned. */
  readonly planned: number;
}

/** How many subscribers are read and planned at a time. Larger pages are no faster and need more memory. */
const pageSize = 250;

/**
 * Writes a plan into the ledger, in one transaction: the dispatch, the new editions as they are now, and a
 * delivery for each reader. This freezes the audience. The plan is computed again inside the transaction, so
 * that two processes that record the same plan include everybody once. A dispatch to nobody is not recorded.
 * Fails with `editions-missing` when the policy refuses.
 */
export function recordPlan(
  store: Store,
  plan: DispatchPlan,
  request: DispatchRequest,
  { messageDomain, clock = Date.now, signal }: RecordOptions,
): Promise<RecordedDispatch> {
  if (plan.refused.length > 0) fail('editions-missing', { issue: plan.issue, locales: plan.refused });
  return store.transaction(async (db) => {
    signal?.throwIfAborted();
    const now = clock();
    const before = await assemblePlan(db, request, now);
    if (before.dispatch === undefined && before.total === 0) return { dispatch: undefined, planned: 0 };
    await rememberNames(db, request);
    const dispatch = await insertDispatch(db, plan, now);
    const current = await assemblePlan(db, { ...request, correction: false }, now);
    const fresh = current.editions.filter(({ state }) => state === 'new').map(({ locale }) => locale);
    if (fresh.length === 0) return { dispatch, planned: 0 };

    const assignment = assignEditions(
      request,
      current.editions.filter(({ state }) => state === 'planned').map(({ locale }) => locale),
    );
    let planned = 0;
    const timesOf = rememberTimes(request.times);
    const insert = createPlannedInsert(db, store.kind, dispatch, now);
    const page = createPages(db, { ...current, dispatch: current.already > 0 ? dispatch : undefined, now });
    for (let rows = await page(); rows.length > 0; rows = await page()) {
      const deliveries = rows.flatMap((row): PlannedDelivery[] => {
        const { locale, choice, fate } = assignment.assign(row.locale ?? undefined);
        if (fate !== 'planned') return [];
        const { id: subscriber, normalised, name } = row;
        const message_id = createMessageId({ ...plan, subscriber, domain: messageDomain });
        const address = wireAddress(row.address, normalised);
        const domain = domainOf(normalised);
        const times = timesOf(row.timeZone);
        return [{ subscriber, address, normalised, domain, name, locale, choice, message_id, ...times }];
      });
      await insert(deliveries);
      planned += deliveries.length;
      // SQLite answers immediately. Without a turn of the event loop, the process would see no signal, and V8 would
      // keep old objects until there are many of them.
      await setImmediate();
      signal?.throwIfAborted();
    }
    await insertEditions(
      db,
      dispatch,
      request.ready.filter(({ locale }) => fresh.includes(locale)),
      now,
    );
    return { dispatch, planned };
  });
}

/** Keeps the times for each time zone, because there are many readers and few time zones. */
function rememberTimes(times: IssueTimes | undefined) {
  const known = new Map<
    string | null,
    Pick<PlannedDelivery, 'not_before' | 'not_after' | 'next_attempt_at'>
  >();
  return (timeZone: string | null) => {
    if (times === undefined) return { not_before: null, not_after: null, next_attempt_at: 0 };
    const found = known.get(timeZone);
    if (found) return found;
    const { notBefore, notAfter } = deliveryTimes(times, timeZone);
    const own = { not_before: notBefore, not_after: notAfter, next_attempt_at: notBefore };
    known.set(timeZone, own);
    return own;
  };
}

/**
 * Returns the number of the dispatch. Its row stays locked, so that no other process can plan it in the
 * meantime.
 */
async function insertDispatch(
  db: Writer,
  { issue, revision, transport, lists }: DispatchPlan,
  now: number,
): Promise<number> {
  const identity = { issue, revision, transport };
  await db
    .insertInto('dispatches')
    .values({
      ...identity,
      state: 'active',
      reason: null,
      lists: lists === undefined ? null : JSON.stringify(lists),
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['issue', 'revision', 'transport']).doUpdateSet({ updated_at: now }),
    )
    .execute();
  const row = await db
    .selectFrom('dispatches')
    .select('id')
    .where('issue', '=', issue)
    .where('revision', '=', revision)
    .where('transport', '=', transport)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function insertEditions(
  db: Writer,
  dispatch: number,
  editions: readonly Edition[],
  now: number,
): Promise<void> {
  for (const edition of editions) {
    const { locale, hash } = edition;
    await db
      .insertInto('dispatch_editions')
      .values({ dispatch, locale, hash, edition: JSON.stringify(edition), planned_at: now })
      .execute();
  }
}

/** Reads the audience page by page, in an order that the writes in this file do not change. */
function createPages(db: Writer, scope: AudienceScope) {
  let after = '';
  return async () => {
    const rows = await selectAudience(db, scope)
      .select([
        'subscribers.id',
        'address',
        'subscribers.normalised',
        'name',
        'locale',
        'time_zone as timeZone',
      ])
      .where('subscribers.normalised', '>', after)
      .orderBy('subscribers.normalised')
      .limit(pageSize)
      .execute();
    after = rows.at(-1)?.normalised ?? after;
    return rows;
  };
}
