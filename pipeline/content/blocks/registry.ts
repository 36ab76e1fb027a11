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

/** Every kind of block. Schema, checks, translation, templates and the text part all use this registry. */
export const blockKinds: readonly BlockKind[] = [];

/** Increases when the kinds change. */
let version = 0;
let ofPublication: readonly BlockDefinition[] = [];

const ownKinds = [paragraph, heading, quote, list, table, callout, image, link, button, divider];
for (const each of ownKinds) registerBlock(each);

/**
 * Adds a kind of block. Its templates are `email/blocks/<kind>.mjml.hbs` and `archive/blocks/<kind>.html.hbs`.
 * Throws when the definition contradicts another one: a translation may leave the kind of a block to its source, so
 * a field must be the same thing wherever its name occurs.
 */
export function registerBlock(definition: BlockDefinition): void {
  refuseContradiction(definition);
  definitions.set(definition.kind, definition);
  (blockKinds as BlockKind[]).push(definition.kind);
  version++;
}

/**
 * The kinds of the publication that this process works on, in place of those of the one before. Throws as
 * `registerBlock` does, and then changes nothing.
 */
export function usePublicationKinds(next: readonly BlockDefinition[]): void {
  const before = ofPublication;
  if (next.length === before.length && next.every((each, at) => each === before[at])) return;
  const forget = (some: readonly BlockDefinition[]) => {
    for (const { kind } of some) definitions.delete(kind);
    (blockKinds as BlockKind[]).splice(0, Number.POSITIVE_INFINITY, ...definitions.keys());
    version++;
  };
  forget(before);
  ofPublication = [];
  try {
    for (const each of next) {
      registerBlock(each);
      ofPublication = [...ofPublication, each];
    }
  } catch (error) {
    forget(ofPublication);
    for (const each of before) registerBlock(each);
    ofPublication = before;
    throw error;
  }
}

function refuseContradiction({ kind, shape }: BlockDefinition): void {
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

/** A number that changes with the kinds. */
export function kindsVersion(): number {
  return version;
}

/** Keeps a value that is computed from all kinds, and computes it again when they have changed. */
export function fromKinds<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value; readonly version: number } | undefined;
  return () => {
    if (made?.version !== version) made = { value: make(), version };
    return made.value;
  };
}
