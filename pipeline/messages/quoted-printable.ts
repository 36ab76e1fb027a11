export interface EncodedText {
  /** ASCII, lines of at most 76 characters ended by CRLF. */
  readonly encoded: string;
  /** How long the last line has become; what follows goes on from there. */
  readonly column: number;
}

/** A line has 76 characters at most (RFC 2045, 6.7, rule 5); the last one is kept for a soft break's "=". */
const widest = 75;

/**
 * Encodes text as quoted-printable UTF-8, going on in a line that has `column` characters already.
 *
 * What is valid on its own stays valid next to anything else, so that pieces can be joined: a blank at the end
 * is always encoded, a character is never split over two lines, and no line begins with a dot (SMTP would have
 * to double it: RFC 5321, 4.5.2) or with "From " (mail stores put a ">" before it, which breaks a signature).
 */
export function encodeQuotedPrintable(text: string, column = 0): EncodedText {
  const wellFormed = text.toWellFormed();
  let encoded = '';
  let width = column;
  for (let at = 0; at < wellFormed.length; ) {
    const code = wellFormed.codePointAt(at) ?? 0;
    const next = at + (code > 0xffff ? 2 : 1);
    if (code === carriageReturn || code === lineFeed) {
      encoded += '\r\n';
      width = 0;
      at = code === carriageReturn && wellFormed.charCodeAt(next) === lineFeed ? next + 1 : next;
      continue;
    }
    const last = isLineEnd(wellFormed, next);
    const atStart = width === 0 && startsBadly(wellFormed, at);
    let unit = atStart ? hex(code) : encodeCharacter(code, last);
    if (width + unit.length > widest) {
      encoded += '=\r\n';
      width = 0;
      if (startsBadly(wellFormed, at)) unit = hex(code);
    }
    encoded += unit;
    width += unit.length;
    at = next;
  }
  return { encoded, column: width };
}

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

function isLineEnd(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === carriageReturn || code === lineFeed;
}

const startsBadly = (text: string, at: number) => text.startsWith('.', at) || text.startsWith('From ', at);

function encodeCharacter(code: number, last: boolean): string {
  const blank = code === 0x20 || code === 0x09;
  const printable = code > 0x20 && code < 0x7f && code !== 0x3d;
  if (printable || (blank && !last)) return String.fromCharCode(code);
  if (code < 0x80) return hex(code);
  return Buffer.from(String.fromCodePoint(code)).reduce((text, byte) => text + hex(byte), '');
}

const hex = (byte: number) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
