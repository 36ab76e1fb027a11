import type { Node } from 'prosemirror-model';
import { type EditorState, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import { selectedBlock } from './block-at.ts';
import { blocksIn } from './confirmed.ts';
import type { Merged } from './receive-view.ts';

/** The change that shows a merged state; undefined if the page shows it already. The cursor stays where it is. */
export function showMerged(state: EditorState, { head, lists, footnotes }: Merged): Transaction | undefined {
  const { tr } = state;
  const cursor = cursorIn(state);
  // From the end to the start, so that the positions before stay valid.
  const parts: { child: Node; pos: number }[] = [];
  state.doc.forEach((child, pos) => {
    parts.unshift({ child, pos });
  });
  for (const { child, pos } of parts) {
    const blocks = [...lists].find(([list]) => list === child.type.name)?.[1];
    if (blocks) replaceChildren(tr, child, pos, blocks, cursor?.uid);
    else if (child.type.name === 'footnotes') {
      if (!child.eq(footnotes)) tr.replaceWith(pos, pos + child.nodeSize, footnotes);
    } else if (!child.eq(head)) replaceHead(tr, child, pos, head);
  }
  if (!tr.docChanged) return undefined;
  if (cursor) keepCursor(tr, cursor);
  return tr.setMeta('addToHistory', false).setMeta('received', true);
}

interface Cursor {
  readonly uid: string;
  readonly list: string;
  /** Counted from the start of the block. */
  readonly anchor: number;
  readonly head: number;
}

function cursorIn(state: EditorState): Cursor | undefined {
  const block = selectedBlock(state);
  if (block === undefined || !(state.selection instanceof TextSelection)) return undefined;
  const { anchor, head } = state.selection;
  return {
    uid: String(block.node.attrs['uid']),
    list: block.list.type.name,
    anchor: anchor - block.pos,
    head: head - block.pos,
  };
}

/** Replaces the children that differ. The child with the cursor stays untouched if it is in both lists. */
function replaceChildren(
  tr: Transaction,
  list: Node,
  pos: number,
  next: readonly Node[],
  cursor: string | undefined,
): void {
  const now: Node[] = [];
  list.forEach((child) => {
    now.push(child);
  });
  const uid = (node: Node) => String(node.attrs['uid']);
  const pivot = now.find((node) => uid(node) === cursor && next.includes(node));
  const sides =
    pivot === undefined
      ? [[now, next, 0] as const]
      : [
          [
            now.slice(now.indexOf(pivot) + 1),
            next.slice(next.indexOf(pivot) + 1),
            now.indexOf(pivot) + 1,
          ] as const,
          [now.slice(0, now.indexOf(pivot)), next.slice(0, next.indexOf(pivot)), 0] as const,
        ];
  for (const [old, fresh, first] of sides) {
    const start = startOf(pos + 1, now, first);
    let same = 0;
    while (same < Math.min(old.length, fresh.length) && old[same] === fresh[same]) same += 1;
    let end = 0;
    while (end < Math.min(old.length, fresh.length) - same && old.at(-1 - end) === fresh.at(-1 - end))
      end += 1;
    const from = startOf(start, old, same);
    const to = startOf(start, old, old.length - end);
    const nodes = fresh.slice(same, fresh.length - end);
    if (from !== to || nodes.length > 0) tr.replaceWith(from, to, nodes);
  }
}

const startOf = (start: number, nodes: readonly Node[], count: number) =>
  nodes.slice(0, count).reduce((sum, { nodeSize }) => sum + nodeSize, start);

/** Replaces only the fields that differ, so that the cursor in another one stays. */
function replaceHead(tr: Transaction, now: Node, pos: number, next: Node): void {
  const fields: { child: Node; at: number; index: number }[] = [];
  now.forEach((child, offset, index) => {
    fields.unshift({ child, at: pos + 1 + offset, index });
  });
  for (const { child, at, index } of fields) {
    const fresh = next.maybeChild(index);
    if (fresh && !fresh.eq(child)) tr.replaceWith(at, at + child.nodeSize, fresh);
  }
  if (JSON.stringify(now.attrs['values']) !== JSON.stringify(next.attrs['values']))
    tr.setNodeAttribute(pos, 'values', next.attrs['values']);
}

/** Puts the cursor back into its block if the block was replaced. */
function keepCursor(tr: Transaction, { uid, list, anchor, head }: Cursor): void {
  const block = blocksIn(tr.doc, list as 'body').find((each) => each.uid === uid);
  if (block === undefined) return;
  const end = block.node.nodeSize - 1;
  const at = (offset: number) => tr.doc.resolve(block.pos + Math.max(1, Math.min(offset, end)));
  const [$anchor, $head] = [at(anchor), at(head)];
  if ($anchor.parent.inlineContent && $head.parent.inlineContent)
    tr.setSelection(new TextSelection($anchor, $head));
  else if (block.node.isAtom === false) tr.setSelection(Selection.near($head));
}
