/**
 * The different n-grams of the first 350 to 380 bytes of a text, as strings with one character per byte: pieces
 * of up to four bytes of its words in lower case, each starting at the last byte of the one before. A space marks
 * the start and the end of a word: ` tow`, `wn `. These are the n-grams of the model of the language detector.
 */
export function byteNgrams(text: string): Set<string> {
  const words = firstBytes(text.replace(separators, ' ').trim().toLowerCase()).split(' ');
  return new Set(words.filter((word) => word !== '').flatMap(ngramsOf));
}

/** Everything between letters. An apostrophe before a letter belongs to its word. */
const separators = /[^\p{L}]+(?<!['`\u2019])/gu;

/** The bytes of a text up to the first space after 350 of them, or to the end of the character that has byte 381. */
function firstBytes(text: string): string {
  const bytes = Buffer.from(text).toString('latin1');
  const space = bytes.indexOf(' ', 351);
  const end = 381 + (/[^\x80-\xbf]|$/.exec(bytes.slice(381))?.index ?? 0);
  return bytes.slice(0, space === -1 ? end : Math.min(space, end));
}

function ngramsOf(word: string): string[] {
  // Text without spaces, such as Thai, has long words: the last n-gram then has the rest of the word.
  const length = Math.min(word.length, 70);
  const found: string[] = [];
  for (let start = 0; start + 4 < length; start += 3) found.push(word.slice(start, start + 4));
  found.push(`${word.slice(Math.max(0, length - 4))} `);
  return found.map((ngram, at) => (at === 0 ? ` ${ngram}` : ngram));
}
