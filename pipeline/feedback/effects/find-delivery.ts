import { day } from '../../foundation/time/durations.ts';
import type { ReturnPaths } from '../../messages/return-path.ts';
import type { Database } from '../../store/store.ts';
import { parseAddress } from '../../subscribers/parse-address.ts';
import type { FeedbackEvent } from '../feedback-event.ts';

/** A delivery that an event may be about. */
export type FoundDelivery = Awaited<ReturnType<ReturnType<typeof selectDeliveries>['execute']>>[number];

/** `refused`: the signature is wrong, or the event contradicts the ledger. `none`: nothing is known yet. */
export type Finding = FoundDelivery | 'refused' | 'none';

export interface Finder {
  find(db: Database, event: FeedbackEvent): Promise<Finding>;
}

/** Messages of older dispatches are not found by their Message-ID alone, because no index has it. */
const searched = 180 * day;

/**
 * Finds the deliveries of events: by the signed return path; by the Message-ID or the provider's id together
 * with the recipient; or by the Message-ID alone. The last way is for authenticated events and for complaints,
 * whose recipient is often removed (RFC 6590). It reads all recent deliveries, once for all events.
 */
export async function createFinder(
  db: Database,
  events: readonly FeedbackEvent[],
  { returnPaths, now }: { returnPaths: ReturnPaths | undefined; now: number },
): Promise<Finder> {
  const dispatches = await db.selectFrom('dispatches').select(['id', 'created_at']).execute();
  const all = dispatches.map(({ id }) => id);
  const recent = dispatches.filter(({ created_at }) => created_at > now - searched).map(({ id }) => id);
  const byMessageId = await scan(db, recent, events);

  return {
    async find(open, event) {
      const signed = event.returnPath === undefined ? undefined : returnPaths?.read(event.returnPath);
      if (signed !== undefined) {
        const row = await selectDeliveries(open).where('id', '=', signed.delivery).executeTakeFirst();
        if (row === undefined) return 'none';
        return signed.isFor(row.message_id) ? row : 'refused';
      }
      const named = await findByRecipient(open, event, all);
      if (named !== undefined) return named;
      if (!isFoundByMessageId(event)) return 'none';
      const id = byMessageId.get(bracketed(event.messageId ?? ''));
      if (id === undefined) return 'none';
      return (await selectDeliveries(open).where('id', '=', id).executeTakeFirst()) ?? 'none';
    },
  };
}

function selectDeliveries(db: Database) {
  return db
    .selectFrom('deliveries')
    .select(['id', 'dispatch', 'subscriber', 'normalised', 'domain', 'message_id', 'state', 'reason'])
    .select('first_attempt_at as firstAttemptAt')
    .select(['reply_code as replyCode', 'reply_text as replyText']);
}

/** The deliveries to one address, dispatch by dispatch, which the unique index finds. */
async function findByRecipient(
  db: Database,
  { recipient = '', messageId, providerId, authenticated }: FeedbackEvent,
  dispatches: readonly number[],
): Promise<FoundDelivery | undefined> {
  const address = parseAddress(recipient);
  if ('reason' in address || dispatches.length === 0) return undefined;
  const rows = await selectDeliveries(db)
    .where('dispatch', 'in', dispatches)
    .where('normalised', '=', address.normalised)
    .execute();
  const wanted = messageId === undefined ? undefined : bracketed(messageId);
  const byId = rows.find((row) => row.message_id === wanted);
  if (byId !== undefined || !authenticated || providerId === undefined) return byId;
  return rows.find(({ replyText }) => hasWord(replyText ?? '', providerId));
}

/** Whether the Message-ID alone is enough. */
function isFoundByMessageId({ authenticated, recipient, messageId, kind }: FeedbackEvent): boolean {
  if (messageId === undefined) return false;
  return kind === 'complained' || (authenticated && recipient === undefined);
}

/** The numbers of the deliveries with these Message-IDs. */
async function scan(
  db: Database,
  dispatches: readonly number[],
  events: readonly FeedbackEvent[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = events.filter(isFoundByMessageId).map(({ messageId = '' }) => bracketed(messageId));
  if (wanted.length === 0 || dispatches.length === 0) return new Map();
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'message_id'])
    .where('dispatch', 'in', dispatches)
    .where('message_id', 'in', [...new Set(wanted)])
    .execute();
  return new Map(rows.map(({ id, message_id }) => [message_id, id]));
}

const bracketed = (messageId: string) => `<${messageId.trim().replace(/^<|>$/g, '')}>`;

/** Whether the id is in the server's reply as a whole word: `250 Ok 0100018a-…`. */
function hasWord(text: string, id: string): boolean {
  if (id.length < 8) return false;
  return text.split(/[\s<>()[\]{}"',;=]+/).some((word) => word === id || word.split('@')[0] === id);
}
