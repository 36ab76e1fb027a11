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

const dot = 0x2e;
