import type { Database } from '../store/store.ts';

/** A person agreed or withdrew. */
interface Decision {
  readonly kind: 'confirmed' | 'imported' | 'added' | 'withdrawn';
  readonly source: string;
  readonly evidence: string | null;
  readonly lists: string | null;
}

/** The latest entry, in the order in which they were written, because clocks differ. */
export async function lastDecision(db: Database, subscriber: string): Promise<Decision | undefined> {
  const row = await db
    .selectFrom('consents')
    .select(['kind', 'source', 'evidence', 'lists'])
    .where('subscriber', '=', subscriber)
    .where('kind', 'in', ['confirmed', 'imported', 'added', 'withdrawn'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as Decision | undefined;
}

/**
 * Whether the person has left, whatever else keeps them out. Their state does not tell while they are suppressed.
 * A complaint is not such a decision: the suppression list has it.
 */
export async function hasLeft(db: Database, subscriber: string): Promise<boolean> {
  const last = await lastDecision(db, subscriber);
  if (last?.kind !== 'withdrawn' || last.source === 'complaint') return false;
  if (last.lists === null) return true;
  const remaining = await db
    .selectFrom('subscriptions')
    .select('list')
    .where('subscriber', '=', subscriber)
    .limit(1)
    .execute();
  return remaining.length === 0;
}
