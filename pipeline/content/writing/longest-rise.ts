/** The longest rising subsequence of numbers, each of which occurs once: those that can stay where they are. */
export function longestRise(numbers: readonly number[]): Set<number> {
  // `ends[n]` is the index of the smallest number that ends a rise of n + 1 numbers.
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [at, number] of numbers.entries()) {
    const length = ends.findIndex((end) => (numbers[end] ?? 0) > number);
    const place = length < 0 ? ends.length : length;
    before[at] = ends[place - 1];
    ends[place] = at;
  }
  const rise = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) rise.add(numbers[at] ?? 0);
  return rise;
}
