import { createProblem, type Problem } from '../problems/problem.ts';
import { parseAddress } from './parse-address.ts';
import { readSubscriberRows, type SubscriberRow } from './read-subscriber-rows.ts';

/** A row that may become a subscriber. */
export interface SubscriberEntry {
  readonly line: number;
  readonly address: string;
  readonly normalised: string;
  readonly name: string | undefined;
  readonly locale: string | undefined;
}

/**
 * Reads a list of subscribers (CSV, UTF-8). Every row is either an entry or a problem with its line; an address
 * that stands there twice is both, its first row counts. No problem repeats an address.
 */
export function readSubscribers(
  bytes: Uint8Array,
  file: string,
): { entries: SubscriberEntry[]; problems: Problem[] } {
  const text = decode(bytes);
  if (text === undefined) return { entries: [], problems: [describeEncoding(bytes, file)] };
  const { rows, problems } = readSubscriberRows(text, file);
  const entries = new Map<string, SubscriberEntry>();
  for (const row of rows) {
    const at = (problem: Problem) => problems.push({ ...problem, line: row.line });
    const address = parseAddress(row.address);
    const locale = readLocale(row);
    if ('reason' in address) at(createProblem('subscriber-address', address, { file }));
    if (locale === null) at(createProblem('subscriber-locale', { locale: shorten(row.locale) }, { file }));
    if ('reason' in address || locale === null) continue;
    const first = entries.get(address.normalised);
    if (first) at(createProblem('subscriber-duplicate', { firstLine: first.line }, { file }));
    else entries.set(address.normalised, { line: row.line, ...address, name: readName(row.name), locale });
  }
  return { entries: [...entries.values()], problems };
}

/** Null when it is no language tag. The underscore of `en_GB` is how many programs write it. */
function readLocale(row: SubscriberRow): string | undefined | null {
  const written = row.locale.trim().replaceAll('_', '-');
  if (written === '') return undefined;
  try {
    return new Intl.Locale(written).toString();
  } catch {
    return null; // a RangeError; the caller reports it with its line
  }
}

/** One line, without anything that could end a header or turn the text around it. */
function readName(written: string): string | undefined {
  return written.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim() || undefined;
}

const shorten = (text: string) => (text.includes('@') ? '(an address)' : text.trim().slice(0, 40));

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // a TypeError; the caller reports it with its place
  }
}

function describeEncoding(bytes: Uint8Array, file: string): Problem {
  // What could be decoded comes out the same when it is encoded again, up to the first byte that could not.
  const again = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const wrong = bytes.findIndex((byte, index) => byte !== again[index]);
  const line = bytes.subarray(0, wrong).filter((byte) => byte === 0x0a).length + 1;
  return { ...createProblem('encoding', { byte: bytes[wrong] ?? 0 }, { file }), line };
}
