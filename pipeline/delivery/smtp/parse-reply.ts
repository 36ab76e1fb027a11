import { withoutAddresses } from '../../foundation/addresses/without-addresses.ts';
import type { Reply } from '../transport/reply.ts';

/** Parses a server's reply of one or more lines, and removes addresses from its text. */
export function parseReply(response: string): Reply {
  const lines = response
    .split(/\r?\n/)
    .map((line) => /^(\d{3})(?:[ -](?:(\d\.\d{1,3}\.\d{1,3})\s)?(.*))?$/.exec(line));
  const first = lines.find((line) => line !== null);
  const text = lines.flatMap((line) => line?.[3]?.trim() || []).join(' ');
  return { code: Number(first?.[1] ?? 0), enhanced: first?.[2], text: withoutAddresses(text).slice(0, 500) };
}
