/**
 * Doubles the dots at the beginning of lines, as SMTP asks for (RFC 5321, 4.5.2). Returns the very same bytes when
 * there is none, which holds for every message that is composed here.
 */
export function dotStuff(raw: Uint8Array): Uint8Array {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (bytes[0] !== dot && !bytes.includes('\n.')) return raw;
  const stuffed = bytes.toString('latin1').replace(/^\./gm, '..');
  return Buffer.from(stuffed, 'latin1');
}

const dot = 0x2e;
