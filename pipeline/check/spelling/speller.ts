/** Knows the words of one language. */
export interface Speller {
  knows(word: string): boolean;
  /** Words that may be meant, the likeliest first. This can take half a second. */
  suggest(word: string): string[];
  /** Releases its memory. */
  close(): void;
}
