import type { NoticeState } from '../store/consent-schema.ts';
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

/**
 * The gate of a notice, before the step that makes it sent: planned becomes sending by compare-and-set on the claim.
 * False when the claim ran out and another process has it, or when it is void by now. Nothing may be sent then.
 */
export function openNoticeGate(
  store: Store,
  { id, claimedUntil, sendingUntil }: { id: string; claimedUntil: number; sendingUntil: number },
): Promise<boolean> {
  return store.transaction(async (db) => {
    const rows = await db
      .updateTable('notices')
      .set({ state: 'sending', next_attempt_at: sendingUntil })
      .where('id', '=', id)
      .where('state', '=', 'planned')
      .where('next_attempt_at', '=', claimedUntil)
      .returning('id')
      .execute();
    return rows.length === 1;
  });
}

/**
 * Settles what processes left behind in `sending` when they died: the server may have the mail, so it is never sent
 * again. Whoever did not get it asks again. A part of every round, not of the start alone.
 */
export function recoverNotices(store: Store, now: number): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .updateTable('notices')
      .set({ state: 'uncertain', reply: 'its process ended before the server replied' })
      .where('state', '=', 'sending')
      .where('next_attempt_at', '<', now)
      .execute();
  });
}

/** What became of an attempt. */
export interface SettledNotice {
  readonly state: 'planned' | 'sent' | 'failed' | 'uncertain';
  /** What the mail server said, or why it could not; without addresses. */
  readonly reply: string;
}

/**
 * Writes what became of an attempt, unless another process has the notice by now. A late acceptance proves one that
 * was given up as uncertain. `nextAttemptAt` (ms) counts while the notice is still planned; `held` are the moments
 * that the attempt's claim and gate wrote.
 */
export function settleNotice(
  store: Store,
  { id, held }: { id: string; held: readonly number[] },
  { state, reply }: SettledNotice,
  nextAttemptAt: number,
): Promise<void> {
  const from: NoticeState[] = state === 'sent' ? ['planned', 'sending', 'uncertain'] : ['planned', 'sending'];
  return store.transaction(async (db) => {
    await db
      .updateTable('notices')
      .set(({ eb }) => ({ state, reply, next_attempt_at: nextAttemptAt, attempts: eb('attempts', '+', 1) }))
      .where('id', '=', id)
      .where('state', 'in', from)
      .where('next_attempt_at', 'in', held)
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
