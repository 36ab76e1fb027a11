import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { fieldOf } from './article-schema.ts';
import { newUid, splitOf } from './block-nodes.ts';
import { blocksIn, footnotesIn } from './confirmed.ts';
import type { Writing } from './writing.ts';

/** Ends a conflict about a block or a field of the head in favour of the page or of the file. */
export function settleConflict(writing: Writing, part: string, keeps: 'mine' | 'theirs'): void {
  const { conflicts, article, editor } = writing;
  const theirs = conflicts.value.get(part)?.theirs;
  conflicts.value = new Map([...conflicts.value].filter(([each]) => each !== part));
  if (editor === undefined) return;
  const found = article.lists
    .flatMap((list) => blocksIn(editor.state.doc, list))
    .find(({ uid }) => uid === part);
  if (found === undefined) {
    if (keeps === 'theirs') showField(writing, part);
    return;
  }
  const known = [...writing.confirmed.value.lists.values()].flat().find(({ uid }) => uid === part);
  const { tr } = editor.state;
  if (keeps === 'theirs') {
    removeSplit(writing, tr, part);
    const pos = tr.mapping.map(found.pos);
    if (theirs && known) tr.replaceWith(pos, pos + found.node.nodeSize, known.node);
    else tr.delete(pos, pos + found.node.nodeSize);
  } else if (known === undefined) tr.setNodeAttribute(found.pos, 'uid', newUid());
  if (tr.docChanged) editor.dispatch(tr);
}

/** Removes the blocks that are not in the file yet and have words that were split from this one. */
function removeSplit({ article, confirmed }: Writing, tr: Transaction, part: string): void {
  const known = new Set([...confirmed.value.lists.values()].flat().map(({ uid }) => uid));
  const isSplit = (node: Node) => splitOf(node).find((each) => each === part || known.has(each)) === part;
  for (const list of article.lists)
    for (const { node, pos, uid } of blocksIn(tr.doc, list).toReversed())
      if (!known.has(uid) && isSplit(node)) tr.delete(pos, pos + node.nodeSize);
}

/** Shows what the file has in a field of the head, or in the footnotes. */
function showField({ editor, confirmed }: Writing, name: string): void {
  if (editor === undefined) return;
  const { doc, tr } = editor.state;
  const replace = (now: Node, pos: number, next: Node) => tr.replaceWith(pos, pos + now.nodeSize, next);
  const notes = footnotesIn(doc);
  if (name === 'footnotes') replace(notes, doc.content.size - notes.nodeSize, confirmed.value.footnotes);
  const { head } = confirmed.value;
  doc.firstChild?.forEach((child, offset, index) => {
    if (fieldOf(child.type)?.name === name) replace(child, 1 + offset, head.child(index));
  });
  const values = head.attrs['values'] as Readonly<Record<string, unknown>>;
  const mine = doc.firstChild?.attrs['values'] as Readonly<Record<string, unknown>>;
  if (name in values || name in mine) {
    const { [name]: _, ...rest } = mine;
    tr.setNodeAttribute(0, 'values', name in values ? { ...rest, [name]: values[name] } : rest);
  }
  editor.dispatch(tr);
}
