import type { Typography } from '../../publication/newsletter/newsletter-schema.ts';
import { type Convention, conventionOf } from './conventions.ts';
import { neutralise } from './neutralise.ts';
import { createSpacing } from './no-break.ts';

/**
 * Typesets one text in its language: quotation marks, apostrophes, dashes and no-break spaces. Takes and
 * returns the text in pieces, in order, because a quotation may open in one piece and close in another.
 */
export type Typesetter = (pieces: readonly string[]) => string[];

/**
 * Creates the typesetter for a language. `own` comes from newsletter.yaml and overrides the conventions of
 * the language. A language without either keeps its texts as typed.
 */
export function createTypesetter(locale: string, own: Typography | undefined): Typesetter {
  const convention = conventionOf(locale, own);
  if (convention === undefined) return (pieces) => [...pieces];
  const signs = harmlessSigns(convention);
  const space = createSpacing(locale, convention);
  return (pieces) => {
    const set = typeset(space(pieces.join('')), signs);
    let offset = 0;
    return pieces.map((piece) => {
      const result = set.slice(offset, offset + piece.length).join('');
      offset += piece.length;
      return result;
    });
  };
}

/**
 * Makes the characters from newsletter.yaml harmless: they are inserted after the text itself was made
 * harmless.
 */
function harmlessSigns(convention: Convention): Convention {
  const { quotes, singleQuotes, apostrophe, dash } = convention;
  const pair = ([open, close]: [string, string]): [string, string] => [neutralise(open), neutralise(close)];
  return {
    ...convention,
    ...(quotes && { quotes: pair(quotes) }),
    ...(singleQuotes && { singleQuotes: pair(singleQuotes) }),
    ...(apostrophe && { apostrophe: neutralise(apostrophe) }),
    ...(dash && { dash: neutralise(dash) }),
  };
}

const letter = /[\p{L}\p{N}]/u;
const opens = /^$|[\s([{\u2013\u2014\u2018\u201c\u00ab\u201e\u201a\u200e\u200f\u2066-\u2068/-]/u;
// Chinese, Japanese and Thai put no spaces between words. There, a quotation mark opens if none is open.
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\u3000-\u303f\uff01-\uff60]/u;

/** The replacement for each code unit of the text. */
function typeset(text: string, typography: Convention): string[] {
  const result = text.split('');
  let single = false;
  let double = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const before = text[at - 1] ?? '';
    const after = text[at + 1] ?? '';
    if (character === '"' && typography.quotes) {
      const beside = before === "'" ? (text[at - 2] ?? '') : before;
      const begins: boolean = opens.test(beside) || (unspaced.test(before) && !double);
      double = begins && after !== '' && !/\s/.test(after);
      result[at] = typography.quotes[double ? 0 : 1];
      if (!double && typography.commaInside && /[,.]/.test(after) && !/[.,;:!?]/.test(before)) {
        result[at] = after;
        result[at + 1] = typography.quotes[1];
        at += 1;
      }
    } else if (character === "'") {
      const role = roleOfApostrophe(text, at, single, typography.elisions ?? []);
      if (role === 'open') single = true;
      if (role === 'close') single = false;
      const [open, close] = typography.singleQuotes ?? ["'", "'"];
      result[at] = role === 'open' ? open : role === 'close' ? close : (typography.apostrophe ?? "'");
    } else if (character === '-' && typography.dash && text.slice(at - 1, at + 3) === ' -- ') {
      // A line must not begin with a dash.
      result.splice(at - 1, 4, typography.dash.replace(/^ /, '\u00a0'), '', '', '');
      at += 2;
    }
  }
  return result;
}

type Role = 'open' | 'close' | 'apostrophe';

function roleOfApostrophe(text: string, at: number, single: boolean, elisions: readonly string[]): Role {
  const before = text[at - 1] ?? '';
  const after = text[at + 1] ?? '';
  const begins = opens.test(before) || (before === '"' && opens.test(text[at - 2] ?? ''));
  if (begins && isElision(text, at, elisions)) return 'apostrophe';
  // A shortened year, as in "the summer of '69".
  if (begins && /^'\d\d(?!\d)/.test(text.slice(at))) return 'apostrophe';
  if (begins && after !== '' && !/\s/.test(after)) return 'open';
  if (letter.test(before) && letter.test(after)) return 'apostrophe';
  return single ? 'close' : 'apostrophe';
}

function isElision(text: string, at: number, elisions: readonly string[]): boolean {
  return elisions.some((elision) => {
    const found = text.slice(at, at + elision.length).toLowerCase() === elision.toLowerCase();
    return found && !letter.test(text[at + elision.length] ?? '');
  });
}
