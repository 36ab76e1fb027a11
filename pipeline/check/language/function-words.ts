import table from './function-words.json' with { type: 'json' };

const sets: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(table).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/**
 * The number of words in a text that occur in nearly every sentence of a language, such as "the" and "of".
 * Undefined for a language without data.
 */
export function countFunctionWords(text: string, language: string): number | undefined {
  const known = sets.get(language);
  return known && (text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => known.has(word)).length;
}
