import type { Mark, Owner } from './place.ts';

/** The data in a ledger that identify it and show how far it has come. */
interface LedgerRecord {
  /** The random name of the ledger. */
  readonly ledger: string;
  /** The name of the place of its mark; empty before it has one. */
  readonly place: string;
  /** The number of commits that each process has made, by epoch. */
  readonly sequences: ReadonlyMap<number, number>;
}

type Comparison =
  | { readonly verdict: 'fits' }
  /** The ledger is from an older backup, or is new. `why` is a clause for a message. */
  | { readonly verdict: 'behind'; readonly why: string }
  /** The mark of this ledger is in another place. */
  | { readonly verdict: 'elsewhere' };

/**
 * The prefix of the names of places in the publication's folder. Any other place may replace such a place.
 */
export const insidePrefix = 'inside-';

/** Whether a ledger with a place of this name is bound to that place. */
export function isBound(place: string): boolean {
  return place !== '' && !place.startsWith(insidePrefix);
}

/**
 * Whether a ledger knows everything that its place knows. Read the marks before the ledger: a running process
 * commits to the ledger first.
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
  if (unknown.length > 0) return { verdict: 'behind', why: `it lacks part of ${describe(unknown)}` };
  return isBound(place) && owner.place !== place ? { verdict: 'elsewhere' } : { verdict: 'fits' };
}

/** Lists each issue once: `2026-11-19-november (begun 2026-11-19T06:00:00.000Z)`. */
function describe(marks: readonly Mark[]): string {
  const begun = new Map<string, number>();
  for (const { issue, beganAt } of marks) begun.set(issue, Math.min(beganAt, begun.get(issue) ?? beganAt));
  return [...begun].map(([issue, at]) => `${issue} (begun ${new Date(at).toISOString()})`).join(', ');
}
