import { createHash, type Hash } from 'node:crypto';
import type { Edition } from '../editions/edition.ts';
import type { MergeValues } from '../editions/merge-text.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { type BodyPiece, createPiece, relaxText } from './body-piece.ts';
import {
  type EncodedOutput,
  type EncodedTemplate,
  encodeTemplate,
  fillTemplate,
} from './encoded-template.ts';
import type { Message } from './message.ts';
import { createMessageMemory } from './message-memory.ts';

/** The body of an edition's messages: multipart/alternative, the text first (RFC 2046, 5.1.4). */
interface AlternativeBody {
  readonly contentType: string;
  fill(values: { readonly text: MergeValues; readonly html: MergeValues }): FilledBody;
}

interface FilledBody {
  /** The whole message: the header fields, as they are sent, and this body. */
  withHeader(fields: string): Required<Pick<Message, 'raw' | 'release'>>;
  /** The SHA-256 of the body in DKIM's relaxed form, in base64. The form ends with one line break. */
  hash(): string;
}

/** Encodes both parts of an edition once, except for the values that differ between subscribers. */
export function createAlternativeBody(edition: Edition): AlternativeBody {
  // Quoted-printable text never has "_" after "=", so neither part can contain the boundary.
  const boundary = `=_${createHash('sha256').update(edition.hash).digest('hex').slice(0, 32)}`;
  // The web version is the same for every subscriber.
  const web = edition.webUrl;
  const text = encodeTemplate(edition.text, { webVersionUrl: web });
  const html = encodeTemplate(edition.html, { webVersionUrl: escapeHtml(web) });
  const opening = `--${boundary}\r\n${partHeader('text/plain')}`;
  const between = createPiece(`\r\n--${boundary}\r\n${partHeader('text/html')}`);
  const closing = createPiece(`\r\n--${boundary}--\r\n`);
  const prefix = joinPrefix(opening, text);
  const memory = createMessageMemory();
  let prefixHash: Hash | undefined;

  return {
    contentType: `multipart/alternative; boundary="${boundary}"`,
    fill(values) {
      const output: EncodedOutput = { pieces: [prefix.piece], column: prefix.column };
      fillTemplate(prefix.rest, values.text, output);
      output.pieces.push(between);
      output.column = 0;
      fillTemplate(html, values.html, output);
      output.pieces.push(closing);
      return {
        withHeader: (fields) => write(`${fields}\r\n`, output.pieces),
        hash() {
          prefixHash ??= createHash('sha256').update(prefix.piece.relaxed);
          return continueHash(prefixHash, output.pieces.slice(1));
        },
      };
    },
  };

  function write(header: string, pieces: readonly (BodyPiece | string)[]) {
    const size = sizeOf(header, pieces);
    let held: Buffer | undefined = memory.take(size);
    const raw = held.subarray(0, size);
    writeMessage(raw, header, pieces);
    return {
      raw,
      release() {
        if (held) memory.giveBack(held);
        held = undefined;
      },
    };
  }
}

const partHeader = (type: string) =>
  `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;

/** Joins the start that all messages have in common. */
function joinPrefix(opening: string, text: EncodedTemplate) {
  const first = text[0];
  if (!first || !('whole' in first)) return { piece: createPiece(opening), column: 0, rest: text };
  const piece = createPiece(`${opening}${first.whole.bytes.toString('latin1')}`);
  return { piece, column: first.column, rest: text.slice(1) };
}

function continueHash(prefix: Hash, pieces: readonly (BodyPiece | string)[]): string {
  const hash = prefix.copy();
  for (const piece of pieces)
    if (typeof piece === 'string') hash.update(relaxText(piece), 'latin1');
    else hash.update(piece.relaxed);
  return hash.digest('base64');
}

function sizeOf(header: string, pieces: readonly (BodyPiece | string)[]): number {
  return pieces.reduce(
    (sum, piece) => sum + (typeof piece === 'string' ? piece : piece.bytes).length,
    Buffer.byteLength(header),
  );
}

function writeMessage(message: Buffer, header: string, pieces: readonly (BodyPiece | string)[]): void {
  let at = message.write(header);
  for (const piece of pieces) {
    if (typeof piece === 'string') message.write(piece, at, 'latin1');
    else message.set(piece.bytes, at);
    at += typeof piece === 'string' ? piece.length : piece.bytes.length;
  }
}
