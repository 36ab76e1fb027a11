import type { BlockDefinition } from './block.ts';
import { button } from './button.ts';
import { callout } from './callout.ts';
import { divider } from './divider.ts';
import { isCollectionField, roleOf } from './fields.ts';
import { heading } from './heading.ts';
import { image } from './image.ts';
import { link } from './link.ts';
import { list } from './list.ts';
import { paragraph } from './paragraph.ts';
import { quote } from './quote.ts';
import { table } from './table.ts';

/** The key that begins a block, such as "paragraph". */
export type BlockKind = string;

/** A complete and valid block of an article: its kind, and the fields that its definition has. */
export interface Block {
  readonly kind: BlockKind;
  readonly id?: string | undefined;
  readonly [field: string]: unknown;
}

const definitions = new Map<BlockKind, BlockDefinition>();

/** All kinds of blocks. Schema, checks, translation, templates and the text part all use this registry. */
export const blockKinds: readonly BlockKind[] = [];

/** Increases whenever the kinds change. */
let version = 0;
let ofPublication: readonly BlockDefinition[] = [];

const ownKinds = [paragraph, heading, quote, list, table, callout, image, link, button, divider];
for (const each of ownKinds) registerBlock(each);

/**
 * Adds a kind of block. Its templates are `email/blocks/<kind>.mjml.hbs` and
 * `archive/blocks/<kind>.html.hbs`. Throws if the definition contradicts another one: because a translation
 * may omit the kind of a block, a field must mean the same in every kind that has it.
 */
export function registerBlock(definition: BlockDefinition): void {
  refuseContradiction(definition);
  definitions.set(definition.kind, definition);
  (blockKinds as BlockKind[]).push(definition.kind);
  version++;
}

/**
 * Replaces the kinds of the previous publication with those of the one that this process now works on. Throws
 * as `registerBlock` does, in which case the kinds stay as they were.
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
  if (definitions.has(kind)) throw new Error(`The kind of block "${kind}" is defined twice.`);
  if (!Object.hasOwn(shape, kind)) throw new Error(`The block "${kind}" needs a field of that name.`);
  for (const other of definitions.values()) {
    for (const [name, schema] of Object.entries(shape)) {
      const theirs = other.shape[name];
      const isKind = name === other.kind || (theirs !== undefined && name === kind);
      const differs =
        theirs &&
        (roleOf(theirs) !== roleOf(schema) || isCollectionField(theirs) !== isCollectionField(schema));
      if (isKind) throw new Error(`"${name}" is a kind of block: it cannot be a field of another kind too.`);
      if (differs)
        throw new Error(
          `The field "${name}" of "${kind}" differs from the field of that name in "${other.kind}".`,
        );
    }
  }
}

export function isBlockKind(key: string): boolean {
  return definitions.has(key);
}

/** Whether an extension of the publication defines the kind. */
export function isPublicationKind(kind: BlockKind): boolean {
  return ofPublication.some((each) => each.kind === kind);
}

/** The definition of a kind, typed in the general form that all kinds share. */
export function blockDefinition(kind: BlockKind): BlockDefinition {
  const definition = definitions.get(kind);
  if (definition === undefined) throw new Error(`There is no block "${kind}".`);
  return definition;
}

/** A number that increases whenever the kinds change. */
export function kindsVersion(): number {
  return version;
}

/** Caches a value that depends on all kinds, and computes it again after the kinds have changed. */
export function fromKinds<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value; readonly version: number } | undefined;
  return () => {
    if (made?.version !== version) made = { value: make(), version };
    return made.value;
  };
}
