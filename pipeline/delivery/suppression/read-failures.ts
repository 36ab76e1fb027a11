import { sql } from 'kysely';
import type { Database } from '../../store/store.ts';

/** A delivery that failed in a way that says something about its address. */
export interface Failure {
  readonly id: number;
  readonly subscriber: string;
  readonly normalised: string;
  readonly domain: string;
  readonly state: string;
  /** address: it does not exist; soft: the mailbox took nothing this time. */
  readonly cause: 'address' | 'soft';
  readonly failedAt: number;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly text: string | null;
  /** Whether the subscriber gets mail now. */
  readonly isActive: boolean;
}

/**
 * Whether a delivery failed softly: the server refused it or sent it back because of the mailbox, or deferred it
 * for that reason until it expired.
 */
export const failedSoftly = sql<boolean>`((deliveries.state in ('rejected', 'bounced') and deliveries.reason = 'mailbox')
  or (deliveries.state = 'expired' and (reply_enhanced like '4.2.%' or reply_enhanced like '4.4.%')))`;

/** A bounce may be read long after it was written, so the delivery changes later than it failed. */
const failedAt = sql<number>`coalesce(
  (select max(feedback_events.at) from feedback_events
    where feedback_events.delivery = deliveries.id and feedback_events.kind = 'bounced'
      and feedback_events.state = 'applied'),
  deliveries.updated_at)`;

const isUnknown = sql<boolean>`(deliveries.state in ('rejected', 'bounced') and deliveries.reason = 'address')`;

/**
 * The failures of a dispatch, without those of people who have left, were erased, or agreed again since. The
 * states are literals, so that the partial indexes apply.
 */
export async function readFailures(db: Database, dispatch: number): Promise<Failure[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber')
    .select(['deliveries.id', 'deliveries.state', 'deliveries.subscriber', 'deliveries.domain'])
    .select(['deliveries.reason', 'deliveries.updated_at as failedAt', 'subscribers.normalised'])
    .select(['reply_code as code', 'reply_enhanced as enhanced', 'reply_text as text'])
    .select('subscribers.state as readerState')
    .where('deliveries.dispatch', '=', dispatch)
    .where(sql<boolean>`deliveries.state in ('rejected', 'bounced', 'expired')`)
    .where(sql<boolean>`(${isUnknown} or ${failedSoftly})`)
    .where('subscribers.state', '!=', 'unsubscribed')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('consents')
            .select('consents.id')
            .whereRef('consents.subscriber', '=', 'deliveries.subscriber')
            .where('consents.kind', 'in', ['confirmed', 'added'])
            .where(sql<boolean>`consents.at > ${failedAt}`)
            // A wrong clock elsewhere cannot make a message come back before it was sent.
            .where(sql<boolean>`consents.at > coalesce(first_attempt_at, 0)`),
        ),
      ),
    )
    .orderBy('deliveries.id')
    .execute();
  return rows.map(({ reason, readerState, ...row }) => ({
    ...row,
    cause: reason === 'address' ? 'address' : 'soft',
    isActive: readerState === 'active',
  }));
}

/** The attempts of a dispatch in one domain. */
export interface DomainCounts {
  readonly domain: string;
  readonly attempted: number;
  readonly unknown: number;
  readonly soft: number;
}

/** Counts the attempts by domain. Recipients whose message was never offered to a server do not count. */
export async function countFailures(db: Database, dispatch: number): Promise<DomainCounts[]> {
  const { rows } = await sql<{ domain: string; attempted: number; unknown: number; soft: number }>`
    select domain, count(*) as attempted,
      sum(case when ${isUnknown} then 1 else 0 end) as "unknown",
      sum(case when ${failedSoftly} then 1 else 0 end) as soft
    from deliveries
    where dispatch = ${dispatch} and first_attempt_at is not null and coalesce(reason, '') <> 'unwritable'
    group by domain`.execute(db);
  return rows.map(({ domain, attempted, unknown, soft }) => ({
    domain,
    attempted: Number(attempted),
    unknown: Number(unknown),
    soft: Number(soft),
  }));
}
