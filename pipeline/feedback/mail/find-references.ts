import type { ParsedMail } from './parse-mail.ts';

/** The ways from a mail to the delivery that it is about. */
export interface References {
  readonly returnPath: string | undefined;
  readonly messageId: string | undefined;
}

/** The fields in which servers record the address that a mail was sent to. */
const sentTo = [
  'delivered-to',
  'x-original-to',
  'x-delivered-to',
  'envelope-to',
  'x-envelope-to',
  'x-rcpt-to',
  'apparently-to',
  'resent-to',
  'to',
  'cc',
];

/** A copy of our message is long, and its header is at the beginning. */
const searched = 60_000;

/**
 * Finds the signed return path, in the addresses that the mail was sent to, in its report or in the copy of our
 * message; and the Message-ID of that copy.
 */
export function findReferences(
  { headers, text, statuses, report = '', original }: ParsedMail,
  isReturnPath: (address: string) => boolean,
): References {
  const fields = sentTo.flatMap((name) => headers.get(name) ?? []).join(' ');
  const parts = [original, report, ...statuses, text].map((part) => part.slice(0, searched));
  const returnPath = [fields, ...parts].flatMap(addressesIn).find(isReturnPath);
  return { returnPath, messageId: firstMessageId(parts) };
}

/** The Message-ID to which a person or a program replied. */
export function repliedTo({ headers }: ParsedMail): string | undefined {
  const named = headers.get('in-reply-to') ?? headers.get('references') ?? [];
  return named
    .join(' ')
    .match(/<[^<>\s]{1,500}>/g)
    ?.find((id) => id.includes('@'));
}

export function addressesIn(text: string): string[] {
  return text.match(/[^\s<>()[\]{}:;,"'|]{1,256}@[\w.-]{1,255}\w/g) ?? [];
}

function firstMessageId(parts: readonly string[]): string | undefined {
  for (const part of parts) {
    // Some programs indent or quote the copy, or fold the field.
    const found = /^[>| \t]*(?:(?:x-)?original-)?message-id:\s{0,20}(<[^<>\s]{1,500}>)/im.exec(part)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
