/** An edition for one subscriber, in the form in which it is sent. */
export interface Message {
  /** With its angle brackets (RFC 5322, 3.6.4). */
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: string };
  /** The MIME text with CRLF line endings, including one at the end; not dot-stuffed. */
  readonly raw: Uint8Array;
  /**
   * The same bytes in pieces, most of which many messages share: a transport that writes them one after the other
   * copies nothing. A string is written as UTF-8.
   */
  readonly pieces?: readonly MessagePiece[];
}

export type MessagePiece = Uint8Array | string;

/** Joins the pieces of a message. */
export function joinPieces(pieces: readonly MessagePiece[]): Buffer {
  const size = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const joined = Buffer.allocUnsafe(size);
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') at += joined.write(piece, at);
    else {
      joined.set(piece, at);
      at += piece.length;
    }
  }
  return joined;
}

/** The recipient of a message, with the values to fill in. */
export interface Recipient {
  readonly address: string;
  readonly name: string | undefined;
  /** 16 bytes as 32 hex digits: the subscriber's opaque id, which signed links carry. */
  readonly subscriber: string;
}
