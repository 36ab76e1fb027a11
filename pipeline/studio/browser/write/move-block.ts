import type { Node } from 'prosemirror-model';
import { type Command, NodeSelection, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import type { TextKey } from '../texts/english.ts';
import { t } from '../texts/t.ts';
import { kindOf } from './article-schema.ts';
import { type BlockAt, selectedBlock } from './block-at.ts';
import { newUid } from './block-nodes.ts';
import { partName } from './kind-name.ts';
import { sayChange } from './speak-part.ts';

/** Moves the block of the selection by one place, with the cursor. */
export function moveBlock(by: -1 | 1): Command {
  return (state, dispatch) => {
    const block = selectedBlock(state);
    if (block === undefined) return false;
    const other = block.list.maybeChild(block.index + by);
    if (other === null || block.index + by < 0) return true;
    const pos = by < 0 ? block.pos - other.nodeSize : block.pos + other.nodeSize;
    dispatch?.(said(putBlock(state.tr, block, pos), 'writeStepMoved', block.node).scrollIntoView());
    return true;
  };
}

/** Moves a block to a position of the document without it, and keeps the selection in it. */
function putBlock(tr: Transaction, { node, pos }: BlockAt, to: number): Transaction {
  const { selection } = tr;
  const [from, end] = [selection.from - pos, selection.to - pos];
  tr.delete(pos, pos + node.nodeSize).insert(to, node);
  if (selection instanceof NodeSelection) return tr.setSelection(NodeSelection.create(tr.doc, to));
  return tr.setSelection(TextSelection.create(tr.doc, to + from, to + end));
}

/** Moves a block in front of another position of the document. */
export function dropBlock(tr: Transaction, from: number, to: number): Transaction {
  const node = tr.doc.nodeAt(from);
  if (node === null || (to >= from && to <= from + node.nodeSize)) return tr;
  tr.delete(from, from + node.nodeSize);
  const place = tr.mapping.map(to);
  tr.insert(place, node);
  return tr.setSelection(Selection.near(tr.doc.resolve(place + 1)));
}

/** Adds a copy behind the block of the selection, in every language. */
export const duplicateBlock: Command = (state, dispatch) => {
  const block = selectedBlock(state);
  if (block === undefined) return false;
  const { node, pos } = block;
  const { id: _, ...values } = node.attrs['values'] as Record<string, unknown>;
  const copy = node.type.create(
    {
      ...node.attrs,
      uid: newUid(),
      values,
      joins: [],
      splitOf: [],
      copyOf: node.attrs['copyOf'] || node.attrs['uid'],
    },
    node.content,
  );
  const tr = state.tr.insert(pos + node.nodeSize, copy);
  const placed = tr.setSelection(near(tr, pos + node.nodeSize));
  dispatch?.(said(placed, 'writeStepDuplicated', node).scrollIntoView());
  return true;
};

/** Deletes the block of the selection. */
export const deleteBlock: Command = (state, dispatch) => {
  const block = selectedBlock(state);
  if (block === undefined) return false;
  const tr = state.tr.delete(block.pos, block.pos + block.node.nodeSize);
  const placed = tr.setSelection(near(tr, Math.min(block.pos, tr.doc.content.size)));
  dispatch?.(said(placed, 'writeStepRemoved', block.node).scrollIntoView());
  return true;
};

/** Lets a screen reader say what happened to a block. */
const said = (tr: Transaction, text: TextKey, block: Node) =>
  sayChange(tr, t(text, { part: partName(kindOf(block.type) ?? 'block') }));

const near = (tr: Transaction, pos: number) => Selection.near(tr.doc.resolve(pos));
