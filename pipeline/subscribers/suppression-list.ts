import type { Journal } from '../state/journal.ts';
import type { LineKind } from '../state/place.ts';
import type { Database, Writer } from '../store/store.ts';

/**
 * Why an address gets no mail. Only an operator can lift a suppression that follows a complaint, or that an
 * operator made.
 */
export type SuppressionReason = Exclude<LineKind, 'returned'>;

/** The scope that means all lists. */
export const everything = '*';

export interface Suppression {
  readonly reason: SuppressionReason;
  /** A list's id, or `*`. */
  readonly scope: string;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
}

/** An entry for the journal: a person withdrew, or returned. */
export interface Withdrawal {
  readonly normalised: string;
  readonly kind: LineKind;
  /** A list's id. The default is everything. */
  readonly scope?: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/**
 * The addresses that get no mail, stored only as keyed hashes. They outlive all other data about a person.
 */
export interface SuppressionList {
  /** The entries about these normalised addresses. */
  find(db: Database, normalised: readonly string[]): Promise<Map<string, readonly Suppression[]>>;
  /** Adds addresses. An address that is already listed keeps its first reason. */
  add(
    db: Writer,
    normalised: readonly string[],
    reason: SuppressionReason,
    now: number,
    scope?: string,
  ): Promise<void>;
  /** Removes an address from the list, for one scope or for all. */
  lift(db: Writer, normalised: string, scope?: string): Promise<void>;
  /**
   * Writes withdrawals and returns to the journal, which outlives the database. Every function that changes
   * whether a person gets mail calls it as the last statement of its transaction.
   */
  record(db: Writer, withdrawals: readonly Withdrawal[]): Promise<void>;
  readonly journal: Journal;
}

/** Picks the entry that covers all lists from the entries about an address. */
export function suppressedFromAll(found: readonly Suppression[] | undefined): Suppression | undefined {
  return found?.find(({ scope }) => scope === everything);
}

/** Leaves out the lists from which the address is suppressed. */
export function withoutSuppressed(lists: readonly string[], found: readonly Suppression[] = []): string[] {
  return lists.filter((list) => !found.some(({ scope }) => scope === list));
}
