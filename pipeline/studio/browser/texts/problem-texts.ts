import type { CatalogueData, ProblemCode } from '../../../foundation/problems/catalogue.ts';

/** What the studio says about a problem, in place of the words of the command line. */
export interface ProblemWords {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The names that editors see for what a problem is about. */
export interface Names {
  /** The label of a field in quotation marks. Messages of the command line have its key, such as `"alt"`. */
  readonly field: (key: string) => string;
  /** A text in which each key of a field in quotation marks becomes its label. */
  readonly labels: (text: string) => string;
  readonly language: (locale: string) => string;
  readonly number: (value: number) => string;
  /** A day, in ms since 1970. */
  readonly day: (moment: number) => string;
}

/** The words for the problems that editors meet, by code. The data is that of the catalogue. */
export type ProblemTexts = {
  readonly [Code in ProblemCode]?: (data: CatalogueData<Code>, names: Names) => ProblemWords;
};
