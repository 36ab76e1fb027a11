import type { Journal } from '../state/journal.ts';
import type { LineKind } from '../state/place.ts';
import type { Database, Writer } from '../store/store.ts';

/** Why an address gets no mail. Only an operator can lift a complaint, or a suppression by an operator. */
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

/** A person withdrew or returned: an entry of the journal. */
export interface Withdrawal {
  readonly normalised: string;
  readonly kind: LineKind;
  /** A list's id. The default is everything. */
  readonly scope?: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** Addresses that get no mail, stored only as keyed hashes. They outlive the people's data. */
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
  /** Removes an address: one scope, or all. */
  lift(db: Writer, normalised: string, scope?: string): Promise<void>;
  /**
   * Writes withdrawals and returns into the journal, which outlives the database. Every function that changes
   * whether a person gets mail calls it as the last statement of its transaction.
   */
  record(db: Writer, withdrawals: readonly Withdrawal[]): Promise<void>;
  readonly journal: Journal;
}

/** Picks the entry about all lists from the entries about an address. */
export function suppressedFromAll(found: readonly Suppression[] | undefined): Suppression | undefined {
  return found?.find(({ scope }) => scope === everything);
}

/** Removes the lists that the address is suppressed from. */
export function withoutSuppressed(lists: readonly string[], found: readonly Suppression[] = []): string[] {
  return lists.filter((list) => !found.some(({ scope }) => scope === list));
}
