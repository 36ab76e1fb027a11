/** RFC 3676 recommends lines of at most 78 characters; 72 leaves room for quoting in replies. */
export const textWidth = 72;

// Chinese and Japanese do not put spaces between words: a line may end after any character, but not before
// closing punctuation.
const ideograph = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u30fc';
const between = new RegExp(`(?<=[${ideograph}、。，．」』）])(?=[${ideograph}「『（])`, 'u');

/**
 * Wraps each line of a text between words, at the width of the text part. A word that is longer than a line
 * gets its own line, so that addresses stay whole. A number such as "[3]" stays with the word before it.
 */
export function wrap(text: string, prefix = { first: '', rest: '' }): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let start = lines.length === 0 ? prefix.first : prefix.rest;
    let line = '';
    let width = measure(start);
    for (const { glue, piece } of piecesOf(paragraph)) {
      const more = measure(piece);
      if (line !== '' && width + glue.length + more > textWidth) {
        lines.push(start + line);
        start = prefix.rest;
        line = '';
        width = measure(start);
      }
      width += (line === '' ? 0 : glue.length) + more;
      line += line === '' ? piece : glue + piece;
    }
    lines.push((start + line).trimEnd());
  }
  return lines.join('\n');
}

/** The pieces of a line, between which it may break. Each has the space that precedes it. */
function piecesOf(paragraph: string): { glue: string; piece: string }[] {
  const words = paragraph.split(/ +(?!\[\d+\])/).filter(Boolean);
  return words.flatMap((word) =>
    word.split(between).map((piece, index) => ({ glue: index === 0 ? ' ' : '', piece })),
  );
}

/** Wraps a text and underlines it with a repeated character, as wide as the widest line. */
export function underline(text: string, sign: string): string {
  const lines = wrap(text);
  return `${lines}\n${sign.repeat(Math.max(...lines.split('\n').map(measure)))}`;
}

/** Created for the first text that needs it: creating it takes 9 ms, and Latin letters need none. */
let graphemes: Intl.Segmenter | undefined;
const wide =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** Latin letters and typographic characters: each is one code unit and one column. */
const narrow = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/;

/** The number of columns that a text takes in a font in which each character is one or two columns wide. */
export function measure(text: string): number {
  if (narrow.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  let count = 0;
  for (const { segment } of graphemes.segment(text)) count += wide.test(segment) ? 2 : 1;
  return count;
}
