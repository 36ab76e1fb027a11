import { withoutAddresses } from '../../foundation/addresses/without-addresses.ts';
import type { Database, Writer } from '../../store/store.ts';
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

/** The events that wait for their delivery, oldest first. */
export async function readWaiting(db: Database, limit: number): Promise<FeedbackEvent[]> {
  const rows = await db
    .selectFrom('feedback_events')
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('received_at')
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

/** Gives up events that have waited for too long. They keep no address. */
export async function giveUpWaiting(db: Writer, before: number): Promise<void> {
  await db
    .updateTable('feedback_events')
    .set({ state: 'unmatched', recipient: null, return_path: null })
    .where('state', '=', 'waiting')
    .where('received_at', '<', before)
    .execute();
}

/** An erasure finds a waiting event by its address. */
function comparable(recipient: string): string {
  const parsed = parseAddress(recipient);
  return 'reason' in parsed ? recipient : parsed.normalised;
}
