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

const languagesOf = new Map<string, string[]>();
for (const [language, words] of sets)
  for (const word of words) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);

/** The number of function words in a text, for each language that has at least one. */
export function countAllFunctionWords(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [])
    for (const language of languagesOf.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  return counts;
}

export const hasFunctionWords = (language: string) => sets.has(language);
