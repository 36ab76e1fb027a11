/** Parses bytes or a text as JSON, which is UTF-8 (RFC 8259, 8.1); undefined if it is something else. */
export function parseJson(content: string | Uint8Array): unknown {
  try {
    const text = typeof content === 'string' ? content : utf8.decode(content);
    return JSON.parse(text);
  } catch {
    // A provider's body may be anything. The caller counts it as malformed.
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Returns a part of a JSON document; undefined if there is none. It never throws, whatever the document is. */
export function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

/** A text or a number, as text without control characters; undefined if it is empty or something else. */
export function textOf(value: unknown, ...path: readonly string[]): string | undefined {
  const found = fieldOf(value, ...path);
  if (typeof found === 'number' && Number.isFinite(found)) return String(found);
  if (typeof found !== 'string') return undefined;
  return (
    found
      .slice(0, longestText)
      .replace(/\p{Cc}+/gu, ' ')
      .trim() || undefined
  );
}

/** Long enough for the answer of a mail server, and short enough to keep. */
const longestText = 1000;

export function listOf(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = fieldOf(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A time in ISO 8601, in milliseconds since 1970. */
export function momentOf(value: unknown, ...path: readonly string[]): number | undefined {
  const text = textOf(value, ...path);
  return text !== undefined && /^\d{4}-\d\d-\d\d/.test(text) ? inRange(Date.parse(text)) : undefined;
}

/** A Unix time in seconds, possibly with a fraction, in milliseconds since 1970. */
export function secondsOf(value: unknown, ...path: readonly string[]): number | undefined {
  return inRange(Math.round(Number(textOf(value, ...path) ?? Number.NaN) * 1000));
}

/** The years 2000 to 2100, so that a wrong unit is not taken for a time. */
function inRange(time: number): number | undefined {
  return time >= 946_684_800_000 && time <= 4_102_444_800_000 ? time : undefined;
}

/** The first enhanced status code in the answer of a server (RFC 3463), such as `5.1.1`. */
export function statusIn(...texts: readonly (string | undefined)[]): string | undefined {
  for (const text of texts) {
    const found = /(?:^|[\s(#-])([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(text ?? '')?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A Message-ID in angle brackets, as the ledger has it. */
export function messageIdOf(value: unknown, ...path: readonly string[]): string | undefined {
  const id = textOf(value, ...path)?.replace(/^<|>$/g, '');
  return id?.includes('@') ? `<${id}>` : undefined;
}

/** An address, which may have a name before it. */
export function addressOf(value: unknown, ...path: readonly string[]): string | undefined {
  const text = textOf(value, ...path);
  return /<([^<>]*)>$/.exec(text ?? '')?.[1] ?? text;
}
