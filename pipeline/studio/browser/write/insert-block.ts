import type { Node } from 'prosemirror-model';
import { type Command, NodeSelection, Selection, type Transaction } from 'prosemirror-state';
import type { ArticleSchema, KindPlan } from './article-schema.ts';
import { type BlockAt, selectedBlock } from './block-at.ts';
import { newUid, nodeOfValues } from './block-nodes.ts';
import { insertParagraph } from './split-block.ts';

/** Inserts a block of a kind: in place of an empty paragraph, otherwise behind the block of the selection. */
export function insertBlock(article: ArticleSchema, kind: string): Command {
  return (state, dispatch) => {
    const plan = article.plans.get(kind);
    if (plan === undefined) return false;
    dispatch?.(insertKind(article, state.tr, selectedBlock(state), plan).scrollIntoView());
    return true;
  };
}

/** Inserts an empty block at a block, and puts the cursor where writing continues. */
export function insertKind(
  article: ArticleSchema,
  tr: Transaction,
  at: BlockAt | undefined,
  plan: KindPlan,
): Transaction {
  const node = nodeOfValues(article, plan, fixedValues(plan.form.fields), newUid());
  const [from] = putBlocks(tr, at, [node], plan.form.kind === 'story' ? 'stories' : 'body');
  if (!node.isAtom) return tr.setSelection(Selection.near(tr.doc.resolve(from + 1)));
  const isWhole = plan.inForm.every(({ role, isOptional }) => isOptional || role === 'flag');
  if (!isWhole) return tr.setSelection(NodeSelection.create(tr.doc, from));
  // Nothing is left to fill in, so writing continues below it.
  const after = from + node.nodeSize;
  const next = tr.doc.resolve(after).nodeAfter;
  if (next?.isTextblock) return tr.setSelection(Selection.near(tr.doc.resolve(after + 1)));
  return insertParagraph(article, tr, after);
}

/**
 * Puts blocks in place of an empty paragraph, otherwise behind a block, or at the end of their list. Returns the
 * positions before and behind them.
 */
export function putBlocks(
  tr: Transaction,
  at: BlockAt | undefined,
  nodes: readonly Node[],
  list: string,
): readonly [number, number] {
  const isInList = at?.list.type.name === list;
  const isBlank = isInList && at.node.isTextblock && at.node.content.size === 0;
  const from = isBlank ? at.pos : isInList ? at.pos + at.node.nodeSize : endOf(tr.doc, list);
  tr.replaceWith(from, isBlank ? from + at.node.nodeSize : from, nodes);
  return [from, nodes.reduce((sum, { nodeSize }) => sum + nodeSize, from)];
}

/** The values that are always the same: a divider is `true`. */
export function fixedValues(fields: KindPlan['form']['fields']): Record<string, true> {
  const marks = fields.filter(({ role, isOptional }) => role === 'flag' && !isOptional);
  return Object.fromEntries(marks.map(({ name }) => [name, true]));
}

/** The position behind the last block of a list. */
function endOf(doc: Node, list: string): number {
  let end = 0;
  doc.forEach((child, at) => {
    if (child.type.name === list) end = at + child.nodeSize - 1;
  });
  return end;
}
