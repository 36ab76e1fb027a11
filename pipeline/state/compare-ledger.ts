import type { Mark, Owner } from './place.ts';

/** The ledger's records about itself. */
export interface LedgerRecord {
  /** Its random name. */
  readonly ledger: string;
  /** The name of the place of its mark; empty before the first one. */
  readonly place: string;
  /** The commits of each process. */
  readonly sequences: ReadonlyMap<number, number>;
}

export type Comparison =
  | { readonly verdict: 'fits' }
  /** The ledger is an older backup, or a new one. `why` is part of a sentence. */
  | { readonly verdict: 'behind'; readonly why: string }
  /** The ledger's mark is at another place. */
  | { readonly verdict: 'elsewhere' };

/** The prefix of places in the publication's folder. Every other place takes over from them. */
export const insidePrefix = 'inside-';

/** Whether a ledger whose place has this name is bound to it. */
export function isBound(place: string): boolean {
  return place !== '' && !place.startsWith(insidePrefix);
}

/**
 * Whether a ledger knows everything that its place knows. Read the marks before the ledger, because a running
 * process commits to the ledger first.
 */
export function compareLedger(
  owner: Owner | undefined,
  marks: readonly Mark[],
  { ledger, place, sequences }: LedgerRecord,
): Comparison {
  if (owner === undefined) return { verdict: isBound(place) ? 'elsewhere' : 'fits' };
  if (owner.ledger !== ledger) {
    if (isBound(place) && owner.place !== place) return { verdict: 'elsewhere' };
    return { verdict: 'behind', why: `another ledger sent ${describe(marks) || 'from here'}` };
  }
  const unknown = marks.filter(({ epoch, sequence }) => (sequences.get(epoch) ?? -1) < sequence);
  if (unknown.length > 0) return { verdict: 'behind', why: `it does not know all of ${describe(unknown)}` };
  return isBound(place) && owner.place !== place ? { verdict: 'elsewhere' } : { verdict: 'fits' };
}

/** `2026-11-19-november (begun 2026-11-19T06:00:00.000Z)`, each issue once. */
function describe(marks: readonly Mark[]): string {
  const begun = new Map<string, number>();
  for (const { issue, beganAt } of marks) begun.set(issue, Math.min(beganAt, begun.get(issue) ?? beganAt));
  return [...begun].map(([issue, at]) => `${issue} (begun ${new Date(at).toISOString()})`).join(', ');
}
