import { distance } from 'fastest-levenshtein';

/** The candidate that the user most likely meant by `word`; undefined if none is similar. */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const near = candidate.toLowerCase();
    // Swapped letters count as one mistake: "lable".
    const steps = near !== wanted && sorted(near) === sorted(wanted) ? 1 : distance(wanted, near);
    if (steps < least) {
      least = steps;
      best = candidate;
    }
  }
  return best;
}

const sorted = (word: string) => [...word].sort().join('');

/** "Did you mean …?" if a known word is similar, otherwise the list of known words. */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = suggest(word, known);
  if (known.length === 0) return 'No other name is allowed here.';
  return nearest === undefined ? `Known names: ${known.join(', ')}.` : `Did you mean "${nearest}"?`;
}
