import type { BlockDefinition } from './block.ts';
import { button } from './button.ts';
import { callout } from './callout.ts';
import { divider } from './divider.ts';
import { holdsSeveral, roleOf } from './fields.ts';
import { heading } from './heading.ts';
import { image } from './image.ts';
import { link } from './link.ts';
import { list } from './list.ts';
import { paragraph } from './paragraph.ts';
import { quote } from './quote.ts';
import { table } from './table.ts';

/** The key that begins a block, such as "paragraph". */
export type BlockKind = string;

/** A block of an article, complete and valid: its kind, and the fields of its definition. */
export interface Block {
  readonly kind: BlockKind;
  readonly id?: string | undefined;
  readonly [field: string]: unknown;
}

const definitions = new Map<BlockKind, BlockDefinition>();

/** Every kind of block. Schema, checks, translation, templates and the text part all ask this registry. */
export const blockKinds: readonly BlockKind[] = [];

const ownKinds = [paragraph, heading, quote, list, table, callout, image, link, button, divider];
for (const each of ownKinds) registerBlock(each);

/**
 * Adds a kind of block. Its templates are `email/blocks/<kind>.mjml.hbs` and `archive/blocks/<kind>.html.hbs`.
 * Throws when the definition contradicts another one: a translation may leave the kind of a block to its source, so
 * a field must be the same thing wherever its name occurs.
 */
export function registerBlock(definition: BlockDefinition): void {
  const { kind, shape } = definition;
  if (definitions.has(kind)) throw new Error(`There are two blocks of the kind "${kind}".`);
  if (!Object.hasOwn(shape, kind)) throw new Error(`A block "${kind}" has a field of that name.`);
  for (const other of definitions.values()) {
    for (const [name, schema] of Object.entries(shape)) {
      const theirs = other.shape[name];
      const isKind = name === other.kind || (theirs !== undefined && name === kind);
      const differs =
        theirs && (roleOf(theirs) !== roleOf(schema) || holdsSeveral(theirs) !== holdsSeveral(schema));
      if (isKind) throw new Error(`"${name}" is a kind of block: it cannot be a field of another kind too.`);
      if (differs) throw new Error(`The field "${name}" is another in "${kind}" than in "${other.kind}".`);
    }
  }
  definitions.set(kind, definition);
  (blockKinds as BlockKind[]).push(kind);
}

export function isBlockKind(key: string): boolean {
  return definitions.has(key);
}

/** The definition of a kind, in the general form that is the same for all kinds. */
export function blockDefinition(kind: BlockKind): BlockDefinition {
  const definition = definitions.get(kind);
  if (definition === undefined) throw new Error(`There is no block "${kind}".`);
  return definition;
}

/** Keeps what is made from all kinds, and makes it again when a kind has been added. */
export function fromKinds<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value; readonly kinds: number } | undefined;
  return () => {
    if (made?.kinds !== blockKinds.length) made = { value: make(), kinds: blockKinds.length };
    return made.value;
  };
}
