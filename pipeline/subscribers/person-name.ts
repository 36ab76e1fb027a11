/** A longer text is not a name that a greeting could use. */
const longestName = 200;

/**
 * Cleans a name for use in a greeting: one line, without characters that could end a header or change the
 * direction of the text around it. Undefined when nothing is left, or when the text contains a link.
 */
export function cleanPersonName(written: string): string | undefined {
  const line = written
    .toWellFormed()
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();
  // People who enter a link as a name want Courant to mail that link to somebody else.
  if (/:\/\/|\bwww\./i.test(line)) return undefined;
  return [...line].slice(0, longestName).join('').trim() || undefined;
}
