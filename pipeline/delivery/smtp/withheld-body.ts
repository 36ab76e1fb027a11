import type { Readable, Transform } from 'node:stream';
import { dotStuff } from '../../messages/dot-stuff.ts';

/**
 * A message as nodemailer's connection takes it, whose end stays back until it is released: everything is written
 * but the final CRLF, the dot and its CRLF. `onWritten` is called once the server has asked for the message (354).
 *
 * It is no stream but only what the connection uses of one (`pipe`). It pushes the stuffed bytes past nodemailer's
 * own stuffing, which looks at each byte and takes a third of the time of a send; ending the stream is what makes
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
