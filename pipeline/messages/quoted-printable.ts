interface EncodedText {
  /** ASCII text in lines of at most 76 characters, separated by CRLF. */
  readonly encoded: string;
  /** The length of the last line, which the next text continues. */
  readonly column: number;
}

/**
 * A line has at most 76 characters (RFC 2045, 6.7, rule 5). The last one is reserved for the "=" of a soft
 * line break.
 */
const widest = 75;

/**
 * Encodes text as quoted-printable UTF-8, continuing a line that already has `column` characters.
 *
 * Encoded pieces can be joined in any order: a space at the end is always encoded, and a character is never
 * split over two lines. No line begins with a dot, which SMTP would have to double (RFC 5321, 4.5.2), or with
 * "From ", because mail stores put ">" before it and so break a signature.
 */
export function encodeQuotedPrintable(text: string, column = 0): EncodedText {
  const wellFormed = text.toWellFormed();
  let encoded = '';
  let width = column;
  let run = 0;
  for (let at = 0; at < wellFormed.length; ) {
    const code = wellFormed.codePointAt(at) ?? 0;
    if (code === carriageReturn || code === lineFeed) {
      encoded += '\r\n';
      width = 0;
      at += code === carriageReturn && wellFormed.charCodeAt(at + 1) === lineFeed ? 2 : 1;
      continue;
    }
    if (run <= at) run = plainUntil(wellFormed, at);
    const isPlain = run > at && !(width === 0 && startsBadly(wellFormed, at));
    const unit = isPlain ? '' : encodeCharacter(code);
    if (width + (isPlain ? 1 : unit.length) > widest) {
      encoded += '=\r\n';
      width = 0; // The loop then encodes the same character at the start of the new line.
      continue;
    }
    const end = isPlain ? Math.min(run, at + widest - width) : at + (code > 0xffff ? 2 : 1);
    encoded += isPlain ? wellFormed.slice(at, end) : unit;
    width += isPlain ? end - at : unit.length;
    at = end;
  }
  return { encoded, column: width };
}

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Printable ASCII except the equals sign, plus spaces and tabs. */
const plain = /[\t !-<>-~]*/y;

/** The index after the characters that need no encoding. A space at the end of a line needs encoding. */
function plainUntil(text: string, at: number): number {
  plain.lastIndex = at;
  plain.test(text);
  const end = plain.lastIndex;
  const last = end > at ? text.charCodeAt(end - 1) : 0;
  return (last === 0x20 || last === 0x09) && isLineEnd(text, end) ? end - 1 : end;
}

function isLineEnd(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === carriageReturn || code === lineFeed;
}

const startsBadly = (text: string, at: number) => text.startsWith('.', at) || text.startsWith('From ', at);

/** Encodes the UTF-8 bytes of a character (RFC 3629, 3). */
function encodeCharacter(code: number): string {
  if (code < 0x80) return hex(code);
  const tail = (shift: number) => hex(0x80 | ((code >> shift) & 0x3f));
  if (code < 0x800) return hex(0xc0 | (code >> 6)) + tail(0);
  if (code < 0x10000) return hex(0xe0 | (code >> 12)) + tail(6) + tail(0);
  return hex(0xf0 | (code >> 18)) + tail(12) + tail(6) + tail(0);
}

const hexes = Array.from(
  { length: 256 },
  (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
);
const hex = (byte: number) => hexes[byte] ?? '';
