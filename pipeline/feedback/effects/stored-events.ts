import { sql } from 'kysely';
import { withoutAddresses } from '../../foundation/addresses/without-addresses.ts';
import { hour } from '../../foundation/time/durations.ts';
import type { Database, Store, Writer } from '../../store/store.ts';
import { parseAddress } from '../../subscribers/parse-address.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import { causeOf } from './cause-of.ts';

/** How many characters of a server's reply are kept. */
const longestDiagnostic = 1_000;

/** Stores an event as waiting. Returns false if it had come before. */
export async function storeEvent(db: Writer, event: FeedbackEvent, now: number): Promise<boolean> {
  const { source, id, kind, authenticated, recipient, messageId, providerId, returnPath } = event;
  const { status, permanent, diagnostic } = event;
  const rows = await db
    .insertInto('feedback_events')
    .values({
      source,
      event: id,
      kind,
      // A wrong clock elsewhere must not put an event after consents that are still to come.
      at: Math.min(event.at, now),
      received_at: now,
      tried_at: now,
      authenticated: authenticated ? 1 : 0,
      recipient: recipient === undefined ? null : comparable(recipient),
      message_id: messageId ?? null,
      provider_id: providerId ?? null,
      return_path: returnPath ?? null,
      status: status ?? null,
      permanent: permanent === undefined ? null : permanent ? 1 : 0,
      diagnostic:
        diagnostic === undefined
          ? null
          : withoutAddresses(diagnostic.slice(0, 2 * longestDiagnostic))
              .slice(0, longestDiagnostic)
              .trim(),
      cause: causeOf(event) ?? null,
      state: 'waiting',
      dispatch: null,
      delivery: null,
      subscriber: null,
      moved_from: null,
      moved_to: null,
      reader_effect: null,
      dispatch_effect: null,
      undone_at: null,
    })
    .onConflict((conflict) => conflict.columns(['source', 'event']).doNothing())
    .returning('event')
    .execute();
  return rows.length > 0;
}

/** The longest time between two attempts to find the delivery of an event. */
const longestPause = 6 * hour;

/**
 * The events that wait for their delivery and are due, those first that were tried the longest time ago. The pause
 * after an attempt is as long as the event had waited until then, because the delivery of most is found soon or never.
 */
export async function readDue(db: Database, now: number, limit: number): Promise<FeedbackEvent[]> {
  const rows = await db
    .selectFrom('feedback_events')
    .selectAll()
    .where('state', '=', 'waiting')
    .where(({ or, eb }) =>
      or([
        eb('tried_at', '<=', now - longestPause),
        sql<boolean>`tried_at + tried_at - received_at <= ${now}`,
      ]),
    )
    .orderBy('tried_at')
    .orderBy('source')
    .orderBy('event')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    source: row.source,
    id: row.event,
    kind: row.kind,
    at: row.at,
    authenticated: Number(row.authenticated) === 1,
    recipient: row.recipient ?? undefined,
    messageId: row.message_id ?? undefined,
    providerId: row.provider_id ?? undefined,
    returnPath: row.return_path ?? undefined,
    status: row.status ?? undefined,
    permanent: row.permanent === null ? undefined : Number(row.permanent) === 1,
    diagnostic: row.diagnostic ?? undefined,
  }));
}

/** Returns false if another process has applied the event since it was read, or is about to. */
export async function claimWaiting(
  db: Writer,
  { source, id }: FeedbackEvent,
  { kind, now }: { readonly kind: Store['kind']; readonly now: number },
): Promise<boolean> {
  const row = db
    .selectFrom('feedback_events')
    .select('event')
    .where('source', '=', source)
    .where('event', '=', id)
    .where('state', '=', 'waiting');
  const claimed = await (kind === 'postgres' ? row.forUpdate().skipLocked() : row).executeTakeFirst();
  if (claimed === undefined) return false;
  await db
    .updateTable('feedback_events')
    .set({ tried_at: now })
    .where('source', '=', source)
    .where('event', '=', id)
    .execute();
  return true;
}

export async function countWaiting(db: Database): Promise<number> {
  const { waiting } = await db
    .selectFrom('feedback_events')
    .select(({ fn }) => fn.countAll().as('waiting'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

/**
 * Gives up the events that were tried just now and have waited for too long. They keep no address.
 */
export async function giveUpWaiting(
  db: Writer,
  { now, patience }: { readonly now: number; readonly patience: number },
): Promise<void> {
  await db
    .updateTable('feedback_events')
    .set({ state: 'unmatched', recipient: null, return_path: null })
    .where('state', '=', 'waiting')
    .where('tried_at', '=', now)
    .where('received_at', '<', now - patience)
    .execute();
}

/** The dispatch that an event in effect is about, and the cause. Undefined if it is not in effect. */
export function readApplied(db: Database, { source, id }: FeedbackEvent) {
  return db
    .selectFrom('feedback_events')
    .select(['dispatch', 'kind', 'cause'])
    .where('source', '=', source)
    .where('event', '=', id)
    .where('state', '=', 'applied')
    .executeTakeFirst();
}

/** An erasure finds a waiting event by its address. */
function comparable(recipient: string): string {
  const parsed = parseAddress(recipient);
  return 'reason' in parsed ? recipient : parsed.normalised;
}
