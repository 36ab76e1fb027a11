/** A piece of an encoded body. */
export interface BodyPiece {
  readonly bytes: Buffer;
  /**
   * In DKIM's relaxed form (RFC 6376, 3.4.4): each run of spaces and tabs is one space, and there is none at the end of
   * a line. A piece does not end with a space, so the form of a body is that of its pieces, joined.
   */
  readonly relaxed: Buffer;
}

/** `encoded` is ASCII whose last character is no space. */
export function createPiece(encoded: string): BodyPiece {
  const relaxed = encoded.replace(/[ \t]+(\r\n)?/g, (_, lineBreak: string | undefined) => lineBreak ?? ' ');
  const bytes = Buffer.from(encoded, 'latin1');
  return { bytes, relaxed: relaxed === encoded ? bytes : Buffer.from(relaxed, 'latin1') };
}
