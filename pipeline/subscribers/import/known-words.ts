import words from './known-words.json' with { type: 'json' };

/**
 * What the titles and values of a list are called in the exports of other programs, in several languages. Each is
 * plain: see `plainWord`.
 */
export const knownWords = words;

/** A word without its case, accents, spaces, hyphens and underscores: `E-mailadres` is `emailadres`. */
export function plainWord(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_\u00ad\ufeff-]/g, '');
}

const nothing = new Set(words.nothing);

/** A value as its row has it; empty for what people write into a field that they leave out. */
export function writtenValue(text: string): string {
  const value = text.trim();
  return nothing.has(value.toLowerCase()) ? '' : value;
}
