import { plainWord } from './known-words.ts';

/** The columns of a list by their titles, as `plainWord` reads them. */
export interface Header {
  /** Whether the list has all of these columns. */
  has(...names: readonly string[]): boolean;
  /**
   * Returns a reader for the first of these columns that exists. If none exists, the reader returns empty
   * values.
   */
  column(...names: readonly string[]): Cell;
}

/** Reads one value of a row, trimmed. */
export type Cell = (values: readonly string[]) => string;

export function createHeader(titles: readonly string[]): Header {
  const plain = titles.map(plainWord);
  return {
    has: (...names) => names.every((name) => plain.includes(name)),
    column(...names) {
      const name = names.find((each) => plain.includes(each));
      const at = name === undefined ? -1 : plain.indexOf(name);
      return (values) => values[at]?.trim() ?? '';
    },
  };
}
