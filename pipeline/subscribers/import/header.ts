/** The columns of a list by their names; case, blanks, hyphens and underscores do not count. */
export interface Header {
  /** Whether it has all of these columns. */
  has(...names: readonly string[]): boolean;
  /** A function that reads the first column of one of these names; empty where there is none. */
  column(...names: readonly string[]): Cell;
}

/** Reads one value of a row, without blanks around it. */
export type Cell = (values: readonly string[]) => string;

export function createHeader(titles: readonly string[]): Header {
  const plain = titles.map(plainTitle);
  return {
    has: (...names) => names.every((name) => plain.includes(name)),
    column(...names) {
      const at = plain.findIndex((title) => names.includes(title));
      return (values) => values[at]?.trim() ?? '';
    },
  };
}

export const plainTitle = (title: string) => title.toLowerCase().replace(/[\s_-]/g, '');
