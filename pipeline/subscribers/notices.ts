import type { Store, Writer } from '../store/store.ts';
import { createSubscriberId } from './subscriber-id.ts';

/** Mail that is sent by itself: what it is about decides its text and the link in it. */
export type NoticeKind = 'confirm' | 'known' | 'preferences' | 'export' | 'erase';

export interface NoticeRequest {
  readonly kind: NoticeKind;
  /** The id of the sign-up (confirm) or the subscriber; undefined writes a void row, which takes as long and sends nothing. */
  readonly subject: string | undefined;
  /** The key of the address that it goes to; see `PersonKey`. */
  readonly person: string;
  /** The language of the page that asked for it. */
  readonly locale: string;
  readonly messageId: string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** Writes a mail down to be sent, in the transaction that calls for it: so it is sent if, and only if, that happened. */
export async function requestNotice(db: Writer, request: NoticeRequest): Promise<void> {
  const { kind, subject, person, locale, messageId, now } = request;
  await db
    .insertInto('notices')
    .values({
      id: createSubscriberId(),
      kind,
      subject: subject ?? '',
      locale,
      message_id: messageId,
      state: subject === undefined ? 'void' : 'planned',
      attempts: 0,
      reply: null,
      next_attempt_at: now,
      created_at: now,
      person: subject === undefined ? null : person,
    })
    .execute();
}

/** A notice with whom it goes to. */
export interface DueNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly subject: string;
  readonly locale: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly createdAt: number;
  /** As it goes over the wire; undefined when the person is gone meanwhile. */
  readonly to:
    | { readonly address: string; readonly normalised: string; readonly name: string | null }
    | undefined;
}

/** The notices that are due, the oldest first. */
export function readDueNotices(store: Store, now: number, limit: number): Promise<DueNotice[]> {
  return store.read(async (db) => {
    const rows = await db
      .selectFrom('notices')
      .leftJoin('signups', 'signups.id', 'notices.subject')
      .leftJoin('subscribers', 'subscribers.id', 'notices.subject')
      .select(['notices.id', 'notices.kind', 'notices.subject', 'notices.locale', 'notices.message_id'])
      .select(['notices.attempts', 'notices.next_attempt_at', 'notices.created_at'])
      .select(({ fn }) => [
        fn.coalesce('signups.address', 'subscribers.address').as('address'),
        fn.coalesce('signups.normalised', 'subscribers.normalised').as('normalised'),
        fn.coalesce('signups.name', 'subscribers.name').as('name'),
      ])
      .where('notices.state', '=', 'planned')
      .where('notices.next_attempt_at', '<=', now)
      .orderBy('notices.next_attempt_at')
      .orderBy('notices.id')
      .limit(limit)
      .execute();
    return rows.map(
      ({ id, kind, subject, locale, message_id, attempts, next_attempt_at, created_at, ...person }) => ({
        id,
        kind,
        subject,
        locale,
        messageId: message_id,
        attempts,
        nextAttemptAt: next_attempt_at,
        createdAt: created_at,
        to:
          person.address === null || person.normalised === null
            ? undefined
            : { address: person.address, normalised: person.normalised, name: person.name },
      }),
    );
  });
}

/**
 * Takes a notice for one process, until a moment (ms): of several servers that see it, one sends it. False when
 * another one has it.
 */
export function claimNotice(
  store: Store,
  { id, nextAttemptAt }: Pick<DueNotice, 'id' | 'nextAttemptAt'>,
  until: number,
): Promise<boolean> {
  return store.transaction(async (db) => {
    const rows = await db
      .updateTable('notices')
      .set({ next_attempt_at: until })
      .where('id', '=', id)
      .where('state', '=', 'planned')
      .where('next_attempt_at', '=', nextAttemptAt)
      .returning('id')
      .execute();
    return rows.length === 1;
  });
}

/** What became of an attempt. */
export interface SettledNotice {
  readonly state: 'planned' | 'sent' | 'failed';
  /** What the mail server said, or why it could not; without addresses. */
  readonly reply: string;
}

/** Says what became of an attempt; `nextAttemptAt` (ms) counts while it is still planned. */
export function settleNotice(
  store: Store,
  id: string,
  { state, reply }: SettledNotice,
  nextAttemptAt: number,
): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .updateTable('notices')
      .set(({ eb }) => ({ state, reply, next_attempt_at: nextAttemptAt, attempts: eb('attempts', '+', 1) }))
      .where('id', '=', id)
      .execute();
  });
}

/** Says why notices still wait, although no server could be asked about any of them. */
export function explainNotices(store: Store, ids: readonly string[], reply: string): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .updateTable('notices')
      .set({ reply })
      .where('id', 'in', ids)
      .where('state', '=', 'planned')
      .execute();
  });
}

/** Mail to confirm a sign-up that was not sent yet is not sent any more. */
export async function withholdConfirmations(db: Writer, normalised: string): Promise<void> {
  await db
    .updateTable('notices')
    .set({ state: 'void', reply: 'the address was put on the suppression list' })
    .where('state', '=', 'planned')
    .where(({ eb, selectFrom }) =>
      eb('subject', 'in', selectFrom('signups').select('id').where('normalised', '=', normalised)),
    )
    .execute();
}
