/** A piece of an encoded body. */
export interface BodyPiece {
  readonly bytes: Buffer;
  /**
   * In DKIM's relaxed form (RFC 6376, 3.4.4): each run of spaces and tabs is one space, and lines have none
   * at the end. A piece does not end with a space, so the relaxed form of a body is the concatenation of its
   * pieces.
   */
  readonly relaxed: Buffer;
}

/** `encoded` is ASCII, and does not end with a space. */
export function createPiece(encoded: string): BodyPiece {
  const relaxed = encoded.replace(/[ \t]+(\r\n)?/g, (_, lineBreak: string | undefined) => lineBreak ?? ' ');
  const bytes = Buffer.from(encoded, 'latin1');
  return { bytes, relaxed: relaxed === encoded ? bytes : Buffer.from(relaxed, 'latin1') };
}
