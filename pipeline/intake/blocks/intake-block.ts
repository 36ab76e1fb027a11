import type { Inline } from '../../content/inline.ts';

/** The value of a field, in the form in which the studio's desk for writing takes it. */
export type IntakeValue = string | boolean | InlineTree | IntakeRow | readonly IntakeValue[];

export interface InlineTree {
  readonly nodes: readonly Inline[];
}

/** A row of a table, cell by cell. */
export interface IntakeRow {
  readonly cells: readonly InlineTree[];
}

/** A block of Courant that was made from foreign text. */
export interface IntakeBlock {
  readonly kind: string;
  readonly values: Readonly<Record<string, IntakeValue>>;
  /** The bytes of an image block. Whoever stores them adds the name of the file to the values. */
  readonly picture?: EmbeddedPicture;
}

/** A picture that is part of the text itself. */
export interface EmbeddedPicture {
  /** A name for the file, without a promise that it is a good one. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What can be left out. */
export type LostWhat =
  /** A picture that is only named. */
  | 'picture'
  /** The address of a link: relative, of this machine, or of a scheme that a mail cannot have. */
  | 'link'
  /** A video, a frame, a program. */
  | 'embed'
  /** The navigation, the foot or the margin of a page. */
  | 'page'
  | 'comment'
  /** Words that somebody deleted while changes were tracked. */
  | 'deleted'
  /** A table of contents. */
  | 'contents'
  /** A footnote whose text is not here. */
  | 'footnote'
  /** The line through words; the words stay. */
  | 'strike'
  /** The lines of a program stay as lines of code in a paragraph. */
  | 'code'
  /** The levels of a list; the items stay. */
  | 'list-levels'
  /** The first number of a list, if it is not 1. */
  | 'list-start'
  /** The number of a heading in a numbered list; its words stay. */
  | 'heading-number'
  /** The levels of headings; the headings stay. */
  | 'heading-levels'
  /** Cells of a table that were merged; their words are in the first one. */
  | 'merged-cells'
  /** The settings that site generators read at the beginning of a Markdown file. */
  | 'front-matter'
  /** The layout of a formula; its letters stay in one line. */
  | 'formula'
  /** The frame of a quote or of a callout that has more than paragraphs; its parts stay. */
  | 'quote';

/** What the conversion of a format other than HTML leaves out. `formats` writes it down for `html`. */
export const leftByFormats = [
  'front-matter',
  'comment',
  'embed',
  'page',
  'contents',
] as const satisfies LostWhat[];

/** Something that was left out, with its place. */
export interface Lost {
  readonly what: LostWhat;
  /** The index of the block that it was in or before. The number of blocks if it was at the end. */
  readonly at: number;
  /** The first words of that block, or of the one before. */
  readonly near: string;
  /** The address, the name of the file or the words that were left out. */
  readonly name?: string;
  /** The other values of an image block, which lacks only its file. */
  readonly values?: Readonly<Record<string, IntakeValue>>;
}

export interface Footnote extends InlineTree {
  readonly label: string;
}

/** Foreign text as blocks of an issue. */
export interface Intake {
  readonly blocks: readonly IntakeBlock[];
  /** The footnotes to which the blocks refer, by their labels. */
  readonly footnotes: readonly Footnote[];
  readonly lost: readonly Lost[];
}
