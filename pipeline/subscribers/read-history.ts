import type { Database } from '../store/store.ts';

/** An event that came back about a message to the person, with its effects. */
export interface PersonFeedback {
  readonly issue: string | null;
  readonly kind: string;
  /** `mail`, or the name of the provider that reported it. */
  readonly source: string;
  readonly at: string;
  readonly status: string | null;
  /** What the server said, without addresses. */
  readonly diagnostic: string | null;
  /** The state that the delivery reached; null if it stayed the same. */
  readonly deliveryBecame: string | null;
  /** What happened to the subscriber at once; null for nothing. */
  readonly effect: string | null;
  /** When a person took the effects back. */
  readonly undoneAt: string | null;
}

/** A dispatch suppressed the person, because the address does not exist or took nothing for a long time. */
export interface PersonSuppression {
  readonly issue: string;
  readonly reply: string;
  readonly at: string;
  /** When somebody lifted it. */
  readonly liftedAt: string | null;
}

export async function readFeedback(db: Database, subscriber: string): Promise<PersonFeedback[]> {
  const rows = await db
    .selectFrom('feedback_events')
    .leftJoin('dispatches', 'dispatches.id', 'feedback_events.dispatch')
    .selectAll('feedback_events')
    .select('dispatches.issue')
    .where('subscriber', '=', subscriber)
    .orderBy('at')
    .orderBy('source')
    .orderBy('event')
    .execute();
  return rows.map((row) => ({
    issue: row.issue,
    kind: row.kind,
    source: row.source,
    at: moment(row.at),
    status: row.status,
    diagnostic: row.diagnostic,
    deliveryBecame: row.moved_to,
    effect: row.reader_effect,
    undoneAt: row.undone_at === null ? null : moment(row.undone_at),
  }));
}

export async function readSuppressions(db: Database, subscriber: string): Promise<PersonSuppression[]> {
  const rows = await db
    .selectFrom('automatic_suppressions')
    .innerJoin('dispatches', 'dispatches.id', 'automatic_suppressions.dispatch')
    .select(['dispatches.issue', 'reply', 'suppressed_at', 'lifted_at'])
    .where('subscriber', '=', subscriber)
    .orderBy('suppressed_at')
    .execute();
  return rows.map(({ issue, reply, suppressed_at, lifted_at }) => ({
    issue,
    reply,
    at: moment(suppressed_at),
    liftedAt: lifted_at === null ? null : moment(lifted_at),
  }));
}

const moment = (time: number) => new Date(Number(time)).toISOString();
