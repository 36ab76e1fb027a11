/** A piece of an encoded body. */
export interface BodyPiece {
  readonly bytes: Buffer;
  /**
   * In DKIM's relaxed form (RFC 6376, 3.4.4): each run of spaces and tabs is one space, and lines have none
   * at the end. A piece does not end with a space, so the relaxed form of a body is the concatenation of its
   * pieces. It is made when a signature first asks for it.
   */
  readonly relaxed: Buffer;
}

/** `encoded` is ASCII, and does not end with a space. */
export function createPiece(encoded: string): BodyPiece {
  return new EncodedPiece(encoded);
}

class EncodedPiece implements BodyPiece {
  readonly bytes: Buffer;
  #relaxed: Buffer | undefined;

  constructor(encoded: string) {
    this.bytes = Buffer.from(encoded, 'latin1');
  }

  get relaxed(): Buffer {
    this.#relaxed ??= relax(this.bytes);
    return this.#relaxed;
  }
}

function relax(bytes: Buffer): Buffer {
  const encoded = bytes.toString('latin1');
  const relaxed = relaxText(encoded);
  return relaxed === encoded ? bytes : Buffer.from(relaxed, 'latin1');
}

/** The relaxed form of an encoded text. */
export function relaxText(encoded: string): string {
  return encoded.replace(/[ \t]+\r\n/g, '\r\n').replace(/\t[ \t]*| [ \t]+/g, ' ');
}
