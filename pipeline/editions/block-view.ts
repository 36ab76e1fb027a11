import { commonFields } from '../content/blocks/block.ts';
import { type Block, type BlockKind, blockDefinition, blockKinds } from '../content/blocks/registry.ts';
import { fields, type ViewShape } from '../publication/templates/view-shape.ts';
import type { EditionInput } from './edition-input.ts';
import { fieldsShape, fieldsView, mail } from './fields-view.ts';
import { withoutTags } from './html.ts';

/** The names that templates can use for each kind of block, according to its definition. */
export function blockShapes(medium = mail): Readonly<Record<BlockKind, ViewShape>> {
  return Object.fromEntries(
    blockKinds.map((kind) => {
      const { shape, view } = blockDefinition(kind);
      const own = fieldsShape({ ...shape, ...commonFields }, medium);
      return [kind, fields(['kind'], { ...own, ...view?.shape })];
    }),
  );
}

/** A block in the form that templates get. */
export function blockView(block: Block, input: EditionInput, medium = mail): Record<string, unknown> {
  const { shape, view } = blockDefinition(block.kind);
  const shown = fieldsView({ ...shape, ...commonFields }, block, input, medium);
  return { kind: block.kind, ...shown, ...view?.of(shown, withoutTags) };
}
