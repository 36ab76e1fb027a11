import type { Mark, Owner } from './place.ts';

/** What the ledger knows of itself. */
export interface LedgerRecord {
  /** Its random name. */
  readonly ledger: string;
  /** The name of the place that it keeps its mark at; empty before the first. */
  readonly place: string;
  /** The commits of each process. */
  readonly sequences: ReadonlyMap<number, number>;
}

export type Comparison =
  | { readonly verdict: 'fits' }
  /** It is an older backup, or a new ledger. `why` is part of a sentence. */
  | { readonly verdict: 'behind'; readonly why: string }
  /** It has its mark at another place. */
  | { readonly verdict: 'elsewhere' };

/** How the name of a place begins that is in the publication's folder; every other place takes over from it. */
export const insidePrefix = 'inside-';

/** Whether a ledger whose place has this name keeps to it. */
export function isBound(place: string): boolean {
  return place !== '' && !place.startsWith(insidePrefix);
}

/**
 * Whether a ledger knows all that its place knows. The marks must have been read before the ledger: a process at
 * work commits to the ledger first.
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
