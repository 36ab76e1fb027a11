/** More is no name, and would make a greeting that nobody reads. */
const longestName = 200;

/**
 * A name as it may stand in a greeting: one line, without anything that could end a header or turn the text around
 * it, and no link; undefined when nothing is left.
 */
export function cleanPersonName(written: string): string | undefined {
  const line = written
    .toWellFormed()
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();
  // Whoever writes an address there wants it to be mailed to somebody.
  if (/:\/\/|\bwww\./i.test(line)) return undefined;
  return [...line].slice(0, longestName).join('').trim() || undefined;
}
