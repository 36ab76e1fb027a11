/** Knows the words of one language. */
export interface Speller {
  knows(word: string): boolean;
  /** Suggests words that may be meant, most likely first. This can take half a second. */
  suggest(word: string): string[];
  /** Frees the memory of the dictionary. */
  close(): void;
}
