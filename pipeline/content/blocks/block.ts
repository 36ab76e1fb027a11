import type { z } from 'zod';
import type { MessageKey } from '../../publication/locales/message-key.ts';
import { id, note, type Shape } from '../fields.ts';

/** What a block's text form is written with. Each gives text that is safe to stand in the plain-text part. */
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
  t(key: MessageKey): string;
}

type Fields<S extends Shape> = z.infer<z.ZodObject<S>>;

/** A kind of block, declared in one place. Its HTML is the partial `blocks/<kind>` of the templates. */
export interface BlockDefinition<Kind extends string = string, S extends Shape = Shape> {
  /** The key that begins such a block. */
  readonly kind: Kind;
  /** With its article, for messages: "a quote". */
  readonly label: string;
  readonly description: string;
  readonly shape: S;
  /** The block in the plain-text part; no line break at the end. */
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

/** A caption and a credit as people read them together. */
export function captionText(
  block: { caption?: string | undefined; credit?: string | undefined },
  tools: TextTools,
) {
  const parts = [
    block.caption && tools.inline(block.caption),
    block.credit && `(${tools.plain(block.credit)})`,
  ];
  return parts.filter(Boolean).join(' ');
}
