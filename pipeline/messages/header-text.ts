import { toOneLine } from './one-line.ts';

/** Lines are folded at this width where possible (RFC 5322, 2.1.1). */
const preferredWidth = 76;
/** Longer words are encoded, because they could not be folded into lines of 998 octets. */
const longestWord = 900;

/**
 * Free text for a header such as Subject, on one line: unchanged when it is plain ASCII, otherwise in encoded
 * words (RFC 2047). Text that only looks like an encoded word is encoded too, so that it arrives as written.
 */
export function encodeUnstructured(text: string): string {
  const line = toOneLine(text);
  return isPlain(line) ? line : encodeWords(line);
}

/** A display name before an address: atoms, a quoted string, or encoded words (RFC 5322, 3.2.5). */
export function encodePhrase(text: string): string {
  const line = toOneLine(text);
  if (!isPlain(line)) return encodeWords(line);
  return /^[\w !#$%&'*+\-/=?^`{|}~]*$/.test(line) ? line : `"${line.replace(/["\\]/g, '\\$&')}"`;
}

/** A folded header: its complete lines, and the last one, which may become longer. */
interface FoldedHeader {
  readonly lines: string;
  readonly last: string;
}

/** Folds a header at its spaces, so that its lines stay within 76 characters where possible. */
export function foldHeader(name: string, value: string): string {
  return endHeader(beginHeader(name, value));
}

/** Folds a header to which further words will be added. */
export function beginHeader(name: string, value: string): FoldedHeader {
  // The first word stays on the line of the name, because some receivers treat a line of only whitespace as
  // an empty header.
  const [first = '', ...words] = value.split(' ');
  return continueHeader({ lines: '', last: `${name}: ${first}` }, words);
}

/** Adds words to a folded header. */
export function continueHeader({ lines, last }: FoldedHeader, words: readonly string[]): FoldedHeader {
  let folded = lines;
  let line = last;
  for (const word of words) {
    if (line.length + 1 + word.length > preferredWidth) {
      folded += `${line}\r\n`;
      line = '';
    }
    line += ` ${word}`;
  }
  return { lines: folded, last: line };
}

export const endHeader = ({ lines, last }: FoldedHeader) => `${lines}${last}\r\n`;

function isPlain(line: string): boolean {
  return (
    /^[\x20-\x7e]*$/.test(line) &&
    !line.includes('=?') &&
    (line.length <= longestWord || line.split(' ').every((word) => word.length <= longestWord))
  );
}

const opening = '=?utf-8?';
/**
 * The capacity of one encoded word: its line has at most 76 characters, including the header's name (RFC
 * 2047, 2).
 */
const room = 64 - opening.length - 'Q?'.length - '?='.length;

/**
 * Encodes text as encoded words without splitting characters. It uses Q where most letters are Latin, so that
 * the source stays readable.
 */
function encodeWords(line: string): string {
  const latin = line.match(/[a-z]/gi)?.length ?? 0;
  const beyondAscii = line.match(/[^\x00-\x7f]/g)?.length ?? 0;
  if (beyondAscii < latin) {
    return fillWords([...line].map(toQ), room, (piece) => piece.length)
      .map((word) => `${opening}Q?${word}?=`)
      .join(' ');
  }
  return fillWords([...line], Math.floor(room / 4) * 3, (character) => Buffer.byteLength(character))
    .map((word) => `${opening}B?${Buffer.from(word).toString('base64')}?=`)
    .join(' ');
}

/** Leaves only those characters unencoded that a phrase allows (RFC 2047, 5, rule 3). */
function toQ(character: string): string {
  if (character === ' ') return '_';
  return /[a-z0-9!*+\-/]/i.test(character) ? character : toHex(character);
}

const toHex = (character: string) =>
  Buffer.from(character).reduce(
    (text, byte) => `${text}=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    '',
  );

function fillWords(pieces: readonly string[], width: number, measure: (piece: string) => number): string[] {
  const words: string[] = [];
  let word = '';
  let taken = 0;
  for (const piece of pieces) {
    const size = measure(piece);
    if (taken + size > width) {
      words.push(word);
      word = '';
      taken = 0;
    }
    word += piece;
    taken += size;
  }
  if (word) words.push(word);
  return words;
}
