/**
 * A text without words that it begins with and that already precede it, and without the sign after them: "See also: the
 * crane" after "See also" is "The crane". The text stays as it is when nothing else is left of it.
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
