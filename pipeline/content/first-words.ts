const shown = 32;

/** The beginning of a text, to name it in messages. */
export function firstWords(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words.length > shown ? `${words.slice(0, shown).replace(/\s\S*$/, '')} \u2026` : words;
}
