import { Fragment, type Node, type Schema } from 'prosemirror-model';
import { type Command, TextSelection, type Transaction } from 'prosemirror-state';
import { t } from '../texts/t.ts';
import { type ArticleSchema, fieldOf, type KindPlan, kindOf } from './article-schema.ts';
import { type BlockAt, isFlatList, isFlatText, selectedBlock } from './block-at.ts';
import { nodeOfValues, splitFrom, textsOf } from './block-nodes.ts';
import { plainContent } from './inline-nodes.ts';
import { kindName, partName } from './kind-name.ts';
import { sayChange } from './speak-part.ts';

/** The kinds that a block with words can become: those that have a place for words. */
export function wordKinds({ plans }: ArticleSchema): readonly KindPlan[] {
  return [...plans.values()].filter(
    ({ form, main }) =>
      form.kind !== 'head' && form.kind !== 'story' && main?.name === form.kind && main.role === 'inline',
  );
}

/** Turns the block of the selection into another kind. */
export function convertTo(article: ArticleSchema, kind: string, values: object = {}): Command {
  return (state, dispatch) => {
    const block = selectedBlock(state);
    const plan = article.plans.get(kind);
    if (block === undefined || plan === undefined || block.list.type.name !== 'body') return false;
    const part = partName(kindOf(block.node.type) ?? 'block');
    const done = t('writeStepConverted', { part, into: kindName(plan) });
    dispatch?.(sayChange(convertBlock(article, state.tr, block, plan, values), done).scrollIntoView());
    return true;
  };
}

/**
 * Replaces a block by the same words in another kind. It stays the same block, so that its translations follow.
 * Each item of a list that becomes a text is a block of its own.
 */
export function convertBlock(
  article: ArticleSchema,
  tr: Transaction,
  { node, pos }: Pick<BlockAt, 'node' | 'pos'>,
  plan: KindPlan,
  values: object = {},
): Transaction {
  const words = wordsOf(article, node);
  const texts = plan.main?.isList === true || words.length === 0 ? [words] : words.map((each) => [each]);
  const offset = tr.selection.$from.parentOffset;
  const blocks = texts.map((each, at) => {
    const kept = at === 0 ? keptValues(node, plan) : {};
    const block = nodeOfValues(article, plan, { ...kept, ...values }, String(node.attrs['uid']));
    const own = at === 0 ? block : block.type.create({ ...block.attrs, ...splitFrom(node) }, block.content);
    return fill(article.schema, own, plan, each);
  });
  tr.replaceWith(pos, pos + node.nodeSize, blocks);
  const [first] = blocks;
  if (first?.isAtom === false) {
    const start = tr.doc.resolve(pos + 1);
    const inside = TextSelection.near(start);
    const isWhole = blocks.length === 1 && offset <= inside.$from.parent.content.size;
    tr.setSelection(isWhole ? TextSelection.create(tr.doc, inside.from + offset) : inside);
  }
  return tr;
}

/** The words of a block: one piece for each item of a list, otherwise those of its main text. */
function wordsOf({ plans, schema }: ArticleSchema, node: Node): Fragment[] {
  const plan = plans.get(kindOf(node.type) ?? '');
  const main = textsOf(node).get(plan?.main?.name ?? '');
  if (main === undefined) return [];
  if (main.isTextblock) return main.content.size === 0 ? [] : [withoutMarks(schema, main)];
  const items: Fragment[] = [];
  main.descendants((item) => {
    if (item.isTextblock && item.content.size > 0) items.push(item.content);
    return !item.isTextblock;
  });
  return items;
}

const withoutMarks = (schema: Schema, node: Node) =>
  fieldOf(node.type)?.role === 'inline' ? node.content : plainContent(schema, node.content);

/** The values of the form that the other kind has too: who said it, an id. */
function keptValues(node: Node, plan: KindPlan): Record<string, never> {
  const names = new Set(plan.inForm.map(({ name }) => name));
  const values = Object.entries(node.attrs['values'] as Record<string, never>);
  return Object.fromEntries(values.filter(([name]) => names.has(name)));
}

/** Puts words into the main text of an empty block. */
function fill(schema: Schema, block: Node, plan: KindPlan, words: readonly Fragment[]): Node {
  if (words.length === 0) return block;
  const content = plan.main?.isList
    ? Fragment.from(words.map((each) => schema.node('item', null, each)))
    : (words[0] ?? Fragment.empty);
  if (isFlatText(block) || isFlatList(block)) return block.copy(content);
  const fields: Node[] = [];
  block.forEach((child) => {
    fields.push(fieldOf(child.type)?.name === plan.main?.name ? child.copy(content) : child);
  });
  return block.copy(Fragment.from(fields));
}
