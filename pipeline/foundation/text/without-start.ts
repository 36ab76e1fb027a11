/**
 * Removes words from the beginning of a text that precede it already, with the sign after them: "See also: the
 * crane" after "See also" becomes "The crane". A text with nothing else stays as it is.
 */
export function withoutStart(text: string, words: string): string {
  if (words === '') return text;
  const start = new RegExp(`^\\s*${RegExp.escape(words)}(?![\\p{L}\\p{N}])[\\s:：,،.…–—-]*`, 'iu').exec(
    text,
  )?.[0];
  const rest = text.slice(start?.length ?? 0);
  if (start === undefined || rest.trim() === '') return text;
  return rest.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
