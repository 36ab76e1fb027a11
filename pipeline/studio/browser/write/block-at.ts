import type { Node, ResolvedPos } from 'prosemirror-model';
import { type EditorState, NodeSelection } from 'prosemirror-state';
import { fieldOf, kindOf } from './article-schema.ts';
import { headPart } from './receive-head.ts';

/** A block of the document, or its head, around a position. */
export interface BlockAt {
  readonly node: Node;
  /** The position before it. */
  readonly pos: number;
  readonly depth: number;
  /** The list that contains it; the document for the head. */
  readonly list: Node;
  readonly index: number;
}

/** The block around a position; undefined between blocks and in the footnotes. */
export function blockAround($pos: ResolvedPos): BlockAt | undefined {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const node = $pos.node(depth);
    if (kindOf(node.type) !== undefined)
      return {
        node,
        pos: $pos.before(depth),
        depth,
        list: $pos.node(depth - 1),
        index: $pos.index(depth - 1),
      };
  }
  return undefined;
}

/** The block of the selection: the one that is selected as a whole, or the one with the cursor. */
export function selectedBlock({ selection, doc }: EditorState): BlockAt | undefined {
  if (selection instanceof NodeSelection && selection.$from.depth === 1) {
    const { $from, node } = selection;
    return { node, pos: $from.pos, depth: 2, list: $from.parent, index: $from.index() };
  }
  const around = blockAround(selection.$from);
  return around?.list === doc ? undefined : around;
}

/** The place of the cursor: the uid of a block, the name of a part of the head, or undefined. */
export function cursorPart(state: EditorState): string | undefined {
  const { $from } = state.selection;
  const block = selectedBlock(state);
  if (block) return String(block.node.attrs['uid']);
  const field = $from.depth >= 2 ? fieldOf($from.node(2).type)?.name : undefined;
  if (field !== undefined) return headPart(field);
  return $from.depth >= 1 && $from.node(1).type.name === 'footnotes' ? headPart('footnotes') : undefined;
}

/** Whether a node is a block with one text, such as a paragraph or a heading. */
export const isFlatText = (node: Node): boolean => kindOf(node.type) !== undefined && node.isTextblock;

/** Whether a node is a block with one list of items. */
export const isFlatList = (node: Node): boolean =>
  kindOf(node.type) !== undefined && fieldOf(node.type)?.isList === true && !node.isTextblock;
