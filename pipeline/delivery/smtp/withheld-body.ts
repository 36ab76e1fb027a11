import type { Readable, Transform } from 'node:stream';
import { dotStuff } from '../../messages/dot-stuff.ts';

/**
 * A message for nodemailer's connection that withholds its end until it is released: everything is written
 * except the final CRLF, the dot and its CRLF. `onWritten` is called once the server has requested the
 * message (354).
 *
 * It is not a full stream; it implements only what the connection uses (`pipe`). It bypasses nodemailer's
 * dot-stuffing, which inspects each byte and takes a third of the time of a send. Ending the stream makes
 * nodemailer write the dot. A test pins both.
 */
export function withholdEnd(raw: Uint8Array, onWritten: (release: () => void) => void): Readable {
  const stuffed = dotStuff(raw);
  const body = {
    pipe(destination: Transform) {
      // nodemailer ends a message whose last byte it did not see with CRLF . CRLF.
      destination.push(withoutFinalLineEnd(stuffed));
      onWritten(() => destination.end());
      return destination;
    },
  };
  return body as unknown as Readable;
}

function withoutFinalLineEnd(bytes: Uint8Array): Uint8Array {
  const ends = bytes.at(-2) === 0x0d && bytes.at(-1) === 0x0a;
  return ends ? bytes.subarray(0, -2) : bytes;
}
