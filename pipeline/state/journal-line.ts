import type { LineKind, NumberedLine } from './place.ts';

const pattern =
  /^(\d+) ([0-9a-f]{64}) (left|erased|bounced|complained|operator|returned) (\*|[a-z0-9-]+) (\d+)$/;

/** Formats number, hash, kind, scope (a list or all) and time: `17 5f2c… left * 1790000000000`. */
export function formatLine({ number, hash, kind, scope, at }: NumberedLine): string {
  return `${number} ${hash} ${kind} ${scope} ${at}\n`;
}

/**
 * Parses a line. Undefined for a line that a crash or a full disk has truncated: its transaction was not
 * committed.
 */
export function parseLine(text: string): NumberedLine | undefined {
  const [, number, hash, kind, scope, at] = pattern.exec(text) ?? [];
  if (hash === undefined || scope === undefined) return undefined;
  return { number: Number(number), hash, kind: kind as LineKind, scope, at: Number(at) };
}
