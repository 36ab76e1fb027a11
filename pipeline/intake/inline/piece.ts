import type { Inline } from '../../content/inline.ts';

/** The marks of a piece of text. Everything else that a program can do to letters is left out. */
export interface Marks {
  readonly strong: boolean;
  readonly emphasis: boolean;
  readonly code: boolean;
  /** The address of a link that can be kept. */
  readonly link: string | undefined;
  /** Whether the link looks like a button in its source. */
  readonly isButton: boolean;
}

export const noMarks: Marks = {
  strong: false,
  emphasis: false,
  code: false,
  link: undefined,
  isButton: false,
};

/** A piece of inline content, in the order of the text. Marks do not nest, so that any depth is flat here. */
export type InlinePiece =
  | { readonly type: 'text'; readonly value: string; readonly marks: Marks }
  | { readonly type: 'break' }
  | { readonly type: 'note'; readonly label: string };

/** The first words of a text, for people to find its place. */
export function firstWords(text: string, most = 60): string {
  const line = text
    .slice(0, most * 4)
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= most) return line;
  return `${line
    .slice(0, most)
    .replace(/\s+\S*$/, '')
    .toWellFormed()}…`;
}

/** Joins paragraphs with line breaks, where only one inline text is possible. */
export function joinParagraphs(paragraphs: readonly (readonly Inline[])[]): Inline[] {
  return paragraphs.flatMap((nodes, at) => (at === 0 ? nodes : [{ type: 'break' } as const, ...nodes]));
}
