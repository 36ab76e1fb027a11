/**
 * Makes text safe in a header or beside other text: one line, without characters that could end that line or
 * change the direction of the text around it (control characters; bidirectional embeddings, overrides and
 * isolates). It keeps the marks that right-to-left scripts need.
 */
export function toOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\t\n\v\f\r \u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
