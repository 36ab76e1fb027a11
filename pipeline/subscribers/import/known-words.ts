import words from './known-words.json' with { type: 'json' };

/**
 * The titles and values that other programs use in their exports, in several languages. All of them are in
 * the form that `plainWord` returns.
 */
export const knownWords = words;

/** A word without case, accents, spaces, hyphens and underscores: `E-mailadres` becomes `emailadres`. */
export function plainWord(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_\u00ad\ufeff-]/g, '');
}

const nothing = new Set(words.nothing);

/** A value as written in its row. Empty for placeholders that people enter for a missing value. */
export function writtenValue(text: string): string {
  const value = text.trim();
  return nothing.has(value.toLowerCase()) ? '' : value;
}
