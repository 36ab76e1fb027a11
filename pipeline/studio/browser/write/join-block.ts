import type { Node } from 'prosemirror-model';
import { type Command, NodeSelection, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import { type ArticleSchema, fieldOf, kindOf } from './article-schema.ts';
import { type BlockAt, blockAround, isFlatList, isFlatText } from './block-at.ts';
import { hasMoreThanText, isEmptyText } from './block-nodes.ts';
import { convertBlock } from './convert-block.ts';
import { plainContent } from './inline-nodes.ts';
import { insertParagraph } from './split-block.ts';

/**
 * Backspace at the start of a text: joins it with the one before, or makes it a paragraph again. A picture or a
 * button is selected first, and is never removed with its empty caption or label.
 */
export function joinBefore(article: ArticleSchema): Command {
  return (state, dispatch) => {
    const { $from, empty } = state.selection;
    if (!empty || !$from.parent.inlineContent || $from.parentOffset > 0) return false;
    const block = blockAround($from);
    const { tr } = state;
    if (block !== undefined) {
      if ($from.parent.type.name === 'item') joinItem(article, tr, block);
      else if (isFlatText(block.node)) joinFlat(article, tr, block);
      else if ($from.parent.type.name !== 'cell') leaveBackwards(article, tr, block);
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Delete at the end of a text: joins it with the block after. */
export function joinAfter(article: ArticleSchema): Command {
  return (state, dispatch) => {
    const { $from, empty } = state.selection;
    if (!empty || !$from.parent.inlineContent || $from.parentOffset < $from.parent.content.size) return false;
    const block = blockAround($from);
    const { tr } = state;
    if (block === undefined || !isFlatText(block.node) || $from.parent !== block.node)
      return $from.parent.type.name !== 'item' || isLastChild($from);
    const after = block.pos + block.node.nodeSize;
    const next = tr.doc.resolve(after).nodeAfter;
    if (next === null || hasMoreThanText(block.node)) return true;
    if (block.node.content.size === 0) {
      tr.delete(block.pos, after).setSelection(near(tr, block.pos));
    } else if (isFlatText(next) && !hasMoreThanText(next)) {
      join(article, tr, { node: block.node, pos: block.pos }, { node: next, pos: after });
    } else tr.setSelection(NodeSelection.create(tr.doc, after));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

const isLastChild = ($from: Selection['$from']) => $from.index(-1) === $from.node(-1).childCount - 1;

function joinFlat(article: ArticleSchema, tr: Transaction, block: BlockAt): void {
  const paragraph = article.plans.get('paragraph');
  if (hasMoreThanText(block.node)) {
    tr.setSelection(NodeSelection.create(tr.doc, block.pos));
    return;
  }
  if (paragraph && block.node.type !== paragraph.type) {
    convertBlock(article, tr, block, paragraph);
    return;
  }
  const before = block.index === 0 ? undefined : block.list.child(block.index - 1);
  if (before === undefined) {
    tr.setSelection(Selection.near(tr.doc.resolve(block.pos - 1), -1));
    return;
  }
  const pos = block.pos - before.nodeSize;
  const isWhole = hasMoreThanText(before);
  if (isFlatText(before) && before.content.size === 0 && !isWhole) {
    tr.delete(pos, block.pos);
  } else if (mainTextOf(article, before) !== undefined && !isWhole) {
    join(article, tr, { node: before, pos }, block);
  } else {
    if (block.node.content.size === 0) tr.delete(block.pos, block.pos + block.node.nodeSize);
    tr.setSelection(NodeSelection.create(tr.doc, pos));
  }
}

/** Adds the words of a block to the one before, and puts the cursor between them. */
function join(
  article: ArticleSchema,
  tr: Transaction,
  before: Pick<BlockAt, 'node' | 'pos'>,
  { node, pos }: Pick<BlockAt, 'node' | 'pos'>,
): void {
  const main = mainTextOf(article, before.node);
  if (main === undefined) return;
  const end = before.pos + 1 + main.end;
  const content = main.isPlain ? plainContent(article.schema, node.content) : node.content;
  tr.delete(pos, pos + node.nodeSize);
  if (content.size > 0) tr.insert(end, content);
  const joins = [before.node, node].flatMap((each) => each.attrs['joins'] as readonly string[]);
  tr.setNodeAttribute(before.pos, 'joins', [...joins, String(node.attrs['uid'])]);
  tr.setSelection(TextSelection.create(tr.doc, end));
}

/** The end of the text to which words are added, counted from the start of the block. */
function mainTextOf(
  { plans }: ArticleSchema,
  block: Node,
): { readonly end: number; readonly isPlain: boolean } | undefined {
  const plan = plans.get(kindOf(block.type) ?? '');
  if (plan?.main === undefined || plan.main.role === 'cells' || plan.form.kind === 'story') return undefined;
  const isPlain = plan.main.role !== 'inline';
  let found: { node: Node; start: number } | undefined = plan.isFlat ? { node: block, start: 0 } : undefined;
  block.forEach((child, offset) => {
    if (!plan.isFlat && fieldOf(child.type)?.name === plan.main?.name)
      found = { node: child, start: offset + 1 };
  });
  if (found === undefined) return undefined;
  const { node, start } = found;
  if (node.isTextblock) return { end: start + node.content.size, isPlain };
  // The end of the last item.
  return { end: start + node.content.size - 1, isPlain: false };
}

/** Joins an item with the one before. The first one leaves the list. */
function joinItem(article: ArticleSchema, tr: Transaction, block: BlockAt): void {
  const { $from } = tr.selection;
  if ($from.index(-1) > 0) {
    tr.join($from.before());
    return;
  }
  const paragraph = article.plans.get('paragraph');
  if (!isFlatList(block.node) || paragraph === undefined) return;
  if (block.node.childCount === 1) {
    convertBlock(article, tr, block, paragraph);
    return;
  }
  const content = $from.parent.content;
  tr.delete($from.before(), $from.after());
  insertParagraph(article, tr, block.pos, { from: block.node, content });
}

/** The end of the field before. A block without any words becomes a paragraph. */
function leaveBackwards(article: ArticleSchema, tr: Transaction, block: BlockAt): void {
  const { $from } = tr.selection;
  const index = $from.index(block.depth);
  const isHead = kindOf(block.node.type) === 'head';
  if (index > 0) {
    const start = $from.posAtIndex(index, block.depth);
    tr.setSelection(TextSelection.near(tr.doc.resolve(start - 1), -1));
    return;
  }
  const paragraph = article.plans.get('paragraph');
  const isBlank = isEmptyText(block.node) && Object.keys(block.node.attrs['values'] as object).length === 0;
  if (isHead || !isBlank || paragraph === undefined) return;
  if (block.list.type.name === 'body') convertBlock(article, tr, block, paragraph);
  else {
    tr.delete(block.pos, block.pos + block.node.nodeSize).setSelection(near(tr, block.pos));
  }
}

const near = (tr: Transaction, pos: number) =>
  Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)));
