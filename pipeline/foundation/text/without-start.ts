/**
 * Removes words from the beginning of a text, with the punctuation after them, because a label already shows
 * these words: "See also: the crane" after the label "See also" becomes "The crane". A text that consists of
 * these words only is kept.
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
