import type { Message, MessagePiece } from './message.ts';

/**
 * Doubles the dots at the start of lines, as SMTP requires (RFC 5321, 4.5.2). Returns the same array when
 * there are none, as in every message that Courant composes.
 */
export function dotStuff(raw: Uint8Array): Uint8Array {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (bytes[0] !== dot && !bytes.includes('\n.')) return raw;
  const stuffed = bytes.toString('latin1').replace(/^\./gm, '..');
  return Buffer.from(stuffed, 'latin1');
}

/**
 * The pieces of a message for SMTP's DATA, with its dots doubled. Those of a message that needs no doubled dot are
 * returned as they are, so that nothing is copied.
 */
export function dotStuffPieces(message: Message): readonly MessagePiece[] {
  const { pieces } = message;
  let isLineStart = true;
  for (const piece of pieces ?? []) {
    if (piece.length === 0) continue;
    if (hasDotLine(piece) || (isLineStart && (piece[0] === '.' || piece[0] === dot)))
      return [dotStuff(message.raw)];
    const end = piece.at(-1);
    isLineStart = end === '\n' || end === lineFeed;
  }
  return pieces ?? [dotStuff(message.raw)];
}

/** Whether a line after the first one begins with a dot. The answer for shared bytes is kept. */
function hasDotLine(piece: MessagePiece): boolean {
  if (typeof piece === 'string') return piece.includes('\n.');
  const known = dotLines.get(piece);
  if (known !== undefined) return known;
  const found = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).includes('\n.');
  dotLines.set(piece, found);
  return found;
}

const dotLines = new WeakMap<Uint8Array, boolean>();
const lineFeed = 0x0a;
const dot = 0x2e;
