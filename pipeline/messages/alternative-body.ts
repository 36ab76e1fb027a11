import { createHash, type Hash } from 'node:crypto';
import type { Edition } from '../editions/edition.ts';
import type { MergeValues } from '../editions/merge-text.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import {
  type EncodedOutput,
  type EncodedTemplate,
  encodeTemplate,
  fillTemplate,
} from './encoded-template.ts';

/** The body of an edition's messages: multipart/alternative, the text first (RFC 2046, 5.1.4). */
export interface AlternativeBody {
  readonly contentType: string;
  fill(values: { readonly text: MergeValues; readonly html: MergeValues }): FilledBody;
}

export interface FilledBody {
  /** The encoded body in pieces, to be concatenated. */
  readonly chunks: readonly Buffer[];
  /** The SHA-256 of the body in base64. The body is already in DKIM's simple form (RFC 6376, 3.4.3). */
  hash(): string;
}

/** Encodes both parts of an edition once. Only what differs between subscribers stays open. */
export function createAlternativeBody(edition: Edition): AlternativeBody {
  // Quoted-printable text never has "_" after "=", so neither part can contain the boundary.
  const boundary = `=_${createHash('sha256').update(edition.hash).digest('hex').slice(0, 32)}`;
  // The web version is the same for every subscriber.
  const web = edition.webUrl;
  const text = encodeTemplate(edition.text, { webVersionUrl: web });
  const html = encodeTemplate(edition.html, { webVersionUrl: escapeHtml(web) });
  const opening = Buffer.from(`--${boundary}\r\n${partHeader('text/plain')}`);
  const between = Buffer.from(`\r\n--${boundary}\r\n${partHeader('text/html')}`);
  const closing = Buffer.from(`\r\n--${boundary}--\r\n`);
  const prefix = joinPrefix(opening, text);
  const prefixHash = createHash('sha256').update(prefix.bytes);

  return {
    contentType: `multipart/alternative; boundary="${boundary}"`,
    fill(values) {
      const output: EncodedOutput = { chunks: [prefix.bytes], column: prefix.column };
      fillTemplate(prefix.rest, values.text, output);
      output.chunks.push(between);
      output.column = 0;
      fillTemplate(html, values.html, output);
      output.chunks.push(closing);
      return { chunks: output.chunks, hash: () => continueHash(prefixHash, output.chunks.slice(1)) };
    },
  };
}

const partHeader = (type: string) =>
  `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;

/** Joins and hashes the common start of every message once. */
function joinPrefix(opening: Buffer, text: EncodedTemplate) {
  const first = text[0];
  if (!first || !('bytes' in first)) return { bytes: opening, column: 0, rest: text };
  return { bytes: Buffer.concat([opening, first.bytes]), column: first.column, rest: text.slice(1) };
}

function continueHash(prefix: Hash, chunks: readonly Buffer[]): string {
  const hash = prefix.copy();
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('base64');
}
