/** Longer than this is not a name, and nobody would read such a greeting. */
const longestName = 200;

/**
 * A name that is safe in a greeting: one line, without links and without characters that could end a header
 * or change the direction of the text around it. Undefined when nothing is left.
 */
export function cleanPersonName(written: string): string | undefined {
  const line = written
    .toWellFormed()
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();
  // Somebody who enters a link as a name wants it mailed to a third person.
  if (/:\/\/|\bwww\./i.test(line)) return undefined;
  return [...line].slice(0, longestName).join('').trim() || undefined;
}
