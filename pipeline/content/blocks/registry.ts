import type { z } from 'zod';
import type { Shape } from '../fields.ts';
import type { BlockDefinition, commonFields } from './block.ts';
import { button } from './button.ts';
import { divider } from './divider.ts';
import { heading } from './heading.ts';
import { image } from './image.ts';
import { link } from './link.ts';
import { list } from './list.ts';
import { paragraph } from './paragraph.ts';
import { quote } from './quote.ts';

/** Every kind of block. Schema, checks, translation, templates and the text part all ask this registry. */
export const blockRegistry = { paragraph, heading, quote, list, image, link, button, divider };

export type BlockKind = keyof typeof blockRegistry;

export const blockKinds = Object.keys(blockRegistry) as BlockKind[];

/** A block of an article, complete and valid. */
export type Block = {
  [Kind in BlockKind]: { readonly kind: Kind } & z.infer<z.ZodObject<(typeof blockRegistry)[Kind]['shape']>> &
    z.infer<z.ZodObject<typeof commonFields>>;
}[BlockKind];

/** The definition of a kind, in the general form: what is the same for all of them. */
export function blockDefinition(kind: BlockKind): BlockDefinition<BlockKind, Shape> {
  return blockRegistry[kind] as unknown as BlockDefinition<BlockKind, Shape>;
}
