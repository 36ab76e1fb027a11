import type { NoticeState } from '../store/consent-schema.ts';
import type { Store, Writer } from '../store/store.ts';
import { createSubscriberId } from './subscriber-id.ts';

/** The kind of an automatic mail, which determines its text and its link. */
export type NoticeKind = 'confirm' | 'known' | 'preferences' | 'export' | 'erase';

interface NoticeRequest {
  readonly kind: NoticeKind;
  /**
   * The id of the sign-up (confirm) or of the subscriber. Undefined writes a void row, which takes the same
   * time and sends nothing.
   */
  readonly subject: string | undefined;
  /** The key of the recipient's address; see `PersonKey`. */
  readonly person: string;
  /** The language of the page that requested it. */
  readonly locale: string;
  readonly messageId: string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** Records a mail in the caller's transaction, so that it is sent if and only if the transaction commits. */
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

/** A notice and its recipient. */
export interface DueNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly subject: string;
  readonly locale: string;
  readonly messageId: string;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly createdAt: number;
  /** The recipient as SMTP needs it; undefined when the person no longer exists. */
  readonly to:
    | { readonly address: string; readonly normalised: string; readonly name: string | null }
    | undefined;
}

/** The notices that are due, oldest first. */
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
 * Claims a notice for one process until a time (ms), so that only one of several servers sends it. Returns
 * false when another process holds it.
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
 * Opens the gate of a notice just before sending: a compare-and-set on the claim turns `planned` into
 * `sending`. Returns false when the claim has expired and another process holds the notice, or when the
 * notice is void. In that case nothing may be sent.
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
 * Settles notices that dead processes left in `sending`. The mail server may have the mail, so it is never
 * resent; a person who did not get it can request another. Every round calls this, not only the first.
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

/** The result of an attempt to send a notice. */
export interface SettledNotice {
  readonly state: 'planned' | 'sent' | 'failed' | 'uncertain';
  /** The mail server's reply, or why there was none, without addresses. */
  readonly reply: string;
}

/**
 * Records the outcome of an attempt, unless another process holds the notice. A late acceptance also settles
 * a notice that was given up as uncertain. `nextAttemptAt` (ms) applies while the notice is still planned.
 * `held` are the times that the attempt's claim and gate wrote.
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

/** Records why these notices are still waiting: the mail server could not be reached. */
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

/** Cancels confirmation mail that has not been sent yet. */
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
