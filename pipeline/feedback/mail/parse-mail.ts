import { Parser } from 'htmlparser2';
import PostalMime, { type Attachment, type Email } from 'postal-mime';

/** The parts of a mail that came back. All texts are decoded. */
export interface ParsedMail {
  /** The values of each header field, by its name in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The address of the author, in lower case; empty if there is none. */
  readonly from: string;
  /** The name and address of the author, shortened. */
  readonly author: string;
  /** Shortened. */
  readonly subject: string;
  /** The text that people read. */
  readonly text: string;
  /** The parts for programs: delivery statuses (RFC 3464) and the feedback report (RFC 5965). */
  readonly statuses: readonly string[];
  readonly report: string | undefined;
  /** The message that the report is about, or its header; empty if the mail has no such part. */
  readonly original: string;
  /** From the Date field, in milliseconds since 1970; undefined if it has none that can be read. */
  readonly date: number | undefined;
}

/** Our own messages are smaller. Of a larger mail, the beginning says enough. */
const longestMail = 1_000_000;
/** The parser creates objects for each line, so a mail of empty lines would keep it busy for many seconds. */
const mostLines = 20_000;
const longestText = 200_000;
/** In levels. Deeper HTML was built to slow down the parser, which searches and moves a list of its open elements. */
const deepest = 1_000;
/** In characters. The parser gets HTML in pieces, so that it stops soon after it is too deep. */
const step = 4_096;
/** In characters. Longer subjects, names and addresses are built to slow down regular expressions. */
const longestName = 500;

/** Parses a mail. Undefined if the bytes are not a mail, or are built to exhaust a parser. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail | undefined> {
  const email = await parse(firstLines(raw.subarray(0, longestMail)));
  if (email === undefined) return undefined;
  const headers = new Map<string, string[]>();
  for (const { key, value } of email.headers)
    headers.set(key, [...(headers.get(key) ?? []), value.slice(0, longestField)]);
  const { from } = email;
  const address = (from?.address ?? '').slice(0, longestName);
  const isStatus = ({ mimeType }: Attachment) => /^message\/(?:global-)?delivery-status$/.test(mimeType);
  const isReport = ({ mimeType }: Attachment) => mimeType === 'message/feedback-report';
  const isOriginal = ({ mimeType }: Attachment) =>
    /^(?:message\/(?:rfc822|global)(?:-headers)?|text\/rfc822-headers?)$/.test(mimeType);
  const date = Date.parse(email.date ?? '');
  return {
    headers,
    from: address.toLowerCase(),
    author: `${(from?.name ?? '').slice(0, longestName)} <${address}>`,
    subject: (email.subject ?? '').slice(0, longestName),
    text: shorten(readText(email)),
    statuses: email.attachments.filter(isStatus).map(decode),
    report: email.attachments.filter(isReport).map(decode)[0],
    original: shorten(email.attachments.filter(isOriginal).map(decode).join('\n')),
    date: Number.isNaN(date) ? undefined : date,
  };
}

function firstLines(raw: Uint8Array): Uint8Array {
  let end = 0;
  for (let line = 0; line < mostLines; line++) {
    end = raw.indexOf(0x0a, end) + 1;
    if (end === 0) return raw;
  }
  return raw.subarray(0, end);
}

async function parse(raw: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(withoutEnvelope(raw), {
      maxNestingDepth: 20,
      maxHeadersSize: 256_000,
      maxRfc822NestingDepth: 0,
    });
  } catch {
    // The parser refuses what exceeds its limits. Such a mail is put aside as unknown.
    return undefined;
  }
}

/** Programs for local delivery put a line "From sender date" before the mail (mbox). */
function withoutEnvelope(raw: Uint8Array): Uint8Array {
  const isEnvelope = Buffer.from(raw.subarray(0, 5)).toString('latin1') === 'From ';
  return isEnvelope ? raw.subarray(raw.indexOf(0x0a) + 1) : raw;
}

function readText({ text, html, attachments }: Email): string {
  const plain = attachments
    .filter(({ mimeType }) => mimeType === 'text/plain')
    .map(decode)
    .join('\n');
  const shown = text?.trim() ? text : html === undefined ? '' : textIn(html);
  return `${shown}\n${plain}`.replaceAll('\r\n', '\n');
}

/**
 * The text of a document, in which the ends of blocks are ends of lines. It builds no tree, and ends where the
 * document is too deep.
 */
function textIn(html: string): string {
  const texts: string[] = [];
  let depth = 0;
  const parser = new Parser({
    ontext(text) {
      if (depth <= deepest) texts.push(text);
    },
    onopentagname() {
      depth += 1;
    },
    onclosetag(name) {
      depth -= 1;
      if (/^(?:br|p|div|tr|li|h\d)$/.test(name)) texts.push('\n');
    },
  });
  const length = Math.min(html.length, longestText);
  for (let at = 0; at < length && depth <= deepest; at += step)
    parser.write(html.slice(at, Math.min(at + step, length)));
  parser.end();
  return texts.join('');
}

function decode({ content }: Attachment): string {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return shorten(text.replaceAll('\r\n', '\n'));
}

/** Lines of a mail are shorter (RFC 5322, 2.1.1). Much longer ones only slow down regular expressions. */
const longestLine = 4_000;
/** A field may be folded into many lines, such as a long list of recipients. */
const longestField = 20_000;

const shorten = (text: string) =>
  text
    .slice(0, longestText)
    .split('\n')
    .map((line) => line.slice(0, longestLine))
    .join('\n');
