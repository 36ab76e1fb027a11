import type { Edition } from '../editions/edition.ts';
import { toOneLine } from './one-line.ts';

/** Cleans a name for display; undefined when nothing is left. */
export function cleanName(name: string | undefined): string | undefined {
  return toOneLine(name ?? '') || undefined;
}

/**
 * Puts isolates (UAX 9) around a name whose direction is opposite to the edition's, so that the punctuation
 * after it stays in place.
 */
export function isolateName(name: string, direction: Edition['direction']): string {
  const against = direction === 'ltr' ? rightToLeft : leftToRight;
  return against.test(name) ? `\u2068${name}\u2069` : name;
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const leftToRight =
  /[\p{L}--[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]]/v;
