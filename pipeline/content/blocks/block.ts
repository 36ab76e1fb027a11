import type { z } from 'zod';
import type { MessageKey } from '../../publication/locales/message-key.ts';
import type { ViewShape } from '../../publication/templates/view-shape.ts';
import { id, note, type Shape } from './fields.ts';

/** The tools for writing the text form of a block. Their results are safe in the plain-text part. */
export interface TextTools {
  /** Inline Markdown as plain text. Links get a number and are listed at the end. */
  inline(markdown: string): string;
  /** Plain text with the typography of the edition. */
  plain(text: string): string;
  /** The number of an address in the list of links, such as "[3]". */
  reference(address: string): string;
  /**
   * Wraps a text at the width of the part. `first` and `rest` are the prefixes of the first line and of the
   * others.
   */
  wrap(text: string, prefix?: { first: string; rest: string }): string;
  /** Wraps a text and underlines it with a repeated character. */
  underline(text: string, sign: string): string;
  /** The number of columns that a text takes. */
  measure(text: string): number;
  /** The width of the part in columns. */
  readonly width: number;
  t(key: MessageKey, values?: Readonly<Record<string, unknown>>): string;
}

type Fields<S extends Shape> = z.infer<z.ZodObject<S>>;

/** A mistake that the shape of a block cannot express, in a field or in one item of a field. */
export interface BlockMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

/** Additional values for the templates of a block, besides its fields. */
export interface BlockView {
  readonly shape: Readonly<Record<string, ViewShape>>;
  /**
   * Computes the values from the fields in the form that templates get: words are HTML. `strip` removes the
   * tags.
   */
  of(
    shown: Readonly<Record<string, unknown>>,
    strip: (html: unknown) => unknown,
  ): Readonly<Record<string, unknown>>;
}

/** The definition of a kind of block. For HTML, the templates have a partial `blocks/<kind>`. */
export interface BlockDefinition<Kind extends string = string, S extends Shape = Shape> {
  /** The key that begins a block of this kind. It is one of the fields in the shape. */
  readonly kind: Kind;
  /** The name with its article, for messages: "a quote". */
  readonly label: string;
  readonly description: string;
  readonly shape: S;
  /** Finds mistakes that the shape cannot express. */
  check?(block: Fields<S>): readonly BlockMistake[];
  readonly view?: BlockView;
  /** Writes the block for the plain-text part, without a line break at the end. */
  toText(block: Fields<S>, tools: TextTools): string;
}

export function defineBlock<Kind extends string, S extends Shape>(
  definition: BlockDefinition<Kind, S>,
): BlockDefinition<Kind, S> {
  return definition;
}

/** The fields that every block and every story may have. */
export const commonFields = {
  id: id(
    'A name for this block, which it keeps when it is moved: small letters, digits and hyphens.',
  ).optional(),
  note: note('A note to the translators. Readers do not see it.').optional(),
};
