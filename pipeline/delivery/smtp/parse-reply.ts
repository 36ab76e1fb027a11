import { withoutAddresses } from '../../foundation/addresses/without-addresses.ts';
import type { Reply } from '../transport/reply.ts';

/**
 * Parses a server's reply of one or more lines, and removes addresses from its text. The code is 0 if the reply has
 * none, or if its lines do not have the same (RFC 5321, 4.2.1), because nobody knows then what the server means.
 */
export function parseReply(response: string): Reply {
  const lines = response
    .split(/\r?\n/)
    .map((line) => /^(\d{3})(?:[ -](?:(\d\.\d{1,3}\.\d{1,3})\s)?(.*))?$/.exec(line))
    .filter((line) => line !== null);
  const [first] = lines;
  const isOne = lines.every(([, code]) => code === first?.[1]);
  const text = lines.flatMap(([, , , words]) => words?.trim() || []).join(' ');
  return {
    code: isOne ? Number(first?.[1] ?? 0) : 0,
    enhanced: first?.[2],
    text: asRecorded(text),
  };
}

/** A server's words as the ledger and reports may have them. The end may cut a character in two. */
export const asRecorded = (text: string): string => withoutAddresses(text).slice(0, 500).toWellFormed();
