import type { z } from 'zod';
import type { MessageKey } from '../../publication/locales/message-key.ts';
import type { ViewShape } from '../../publication/templates/view-shape.ts';
import { id, note, type Shape } from './fields.ts';

/** The tools for writing a block's text form. Their results are safe in the plain-text part. */
export interface TextTools {
  /** Inline Markdown as plain text; its links are numbered and listed at the end. */
  inline(markdown: string): string;
  /** Plain text in the edition's typography. */
  plain(text: string): string;
  /** The number of an address in the list of links, such as "[3]". */
  reference(address: string): string;
  /** Wraps at the part's width; `first` and `rest` begin the first line and the others. */
  wrap(text: string, prefix?: { first: string; rest: string }): string;
  /** Wraps a text and draws a line of signs below. */
  underline(text: string, sign: string): string;
  /** How many columns a text takes. */
  measure(text: string): number;
  /** The part's width in columns. */
  readonly width: number;
  t(key: MessageKey, values?: Readonly<Record<string, unknown>>): string;
}

type Fields<S extends Shape> = z.infer<z.ZodObject<S>>;

/** A mistake that the shape of a block cannot express, at a field or at an item of it. */
export interface BlockMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

/** Values that a block's templates get in addition to its fields. */
export interface BlockView {
  readonly shape: Readonly<Record<string, ViewShape>>;
  /** Computes them from the fields as templates see them: words are HTML, and `strip` removes the tags. */
  of(
    shown: Readonly<Record<string, unknown>>,
    strip: (html: unknown) => unknown,
  ): Readonly<Record<string, unknown>>;
}

/** A kind of block, declared in one place. Its HTML is the partial `blocks/<kind>` of the templates. */
export interface BlockDefinition<Kind extends string = string, S extends Shape = Shape> {
  /** The key that begins such a block; one of the fields of its shape. */
  readonly kind: Kind;
  /** With its article, for messages: "a quote". */
  readonly label: string;
  readonly description: string;
  readonly shape: S;
  /** Mistakes that the shape cannot express. */
  check?(block: Fields<S>): readonly BlockMistake[];
  readonly view?: BlockView;
  /** The block in the plain-text part, without a line break at the end. */
  toText(block: Fields<S>, tools: TextTools): string;
}

export function defineBlock<Kind extends string, S extends Shape>(
  definition: BlockDefinition<Kind, S>,
): BlockDefinition<Kind, S> {
  return definition;
}

/** The fields that every block and every story may have. */
export const commonFields = {
  id: id('A name for this block that stays when it is moved: small letters, digits and hyphens.').optional(),
  note: note('A note to the translators. Readers do not see it.').optional(),
};
