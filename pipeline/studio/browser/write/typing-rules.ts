import { InputRule, inputRules } from 'prosemirror-inputrules';
import type { MarkType } from 'prosemirror-model';
import type { EditorState, Plugin, Transaction } from 'prosemirror-state';
import { type ArticleSchema, fieldOf, kindOf } from './article-schema.ts';
import { selectedBlock } from './block-at.ts';
import { newUid, nodeOfValues } from './block-nodes.ts';
import { convertBlock } from './convert-block.ts';
import { fixedValues } from './insert-block.ts';
import { insertParagraph } from './split-block.ts';

/** Markdown that turns into what it means while somebody types it. */
export function typingRules(article: ArticleSchema): Plugin {
  const { link, strong, emphasis, code } = article.schema.marks;
  const rules = [
    blockRule(article, /^#{1,6}\s$/, 'heading'),
    blockRule(article, /^>\s$/, 'quote'),
    blockRule(article, /^[-*+]\s$/, 'list'),
    blockRule(article, /^1[.)]\s$/, 'list', { ordered: true }),
    dividerRule(article),
    strong && markRule(/(?:^|[^*])(\*\*([^*\s](?:[^*]*[^*\s])?)\*\*)$/, strong),
    emphasis && markRule(/(?:^|[^*])(\*([^*\s](?:[^*]*[^*\s])?)\*)$/, emphasis),
    emphasis && markRule(/(?:^|[^\p{L}\p{N}_])(_([^_\s](?:[^_]*[^_\s])?)_)$/u, emphasis),
    code && markRule(/(?:^|[^`])(`([^`]+)`)$/, code),
    link && markRule(/(?:^|[^!])(\[([^[\]]+)\]\(((?:https?:\/\/|mailto:)[^()\s]+)\))$/, link),
  ];
  return inputRules({ rules: rules.flatMap((rule) => rule ?? []) });
}

/** Signs at the start of a paragraph that make it another kind of block. */
function blockRule(
  article: ArticleSchema,
  signs: RegExp,
  kind: string,
  values: object = {},
): InputRule | undefined {
  const plan = article.plans.get(kind);
  if (plan === undefined) return undefined;
  return new InputRule(signs, (state, _match, start, end) => {
    const block = paragraphAt(state);
    if (block === undefined) return null;
    const tr = state.tr.delete(start, end);
    const node = tr.doc.nodeAt(block.pos);
    return node ? convertBlock(article, tr, { node, pos: block.pos }, plan, values) : null;
  });
}

function paragraphAt(state: EditorState) {
  const block = selectedBlock(state);
  return block && kindOf(block.node.type) === 'paragraph' ? block : undefined;
}

/** Three dashes alone in a paragraph. */
function dividerRule(article: ArticleSchema): InputRule | undefined {
  const plan = article.plans.get('divider');
  if (plan === undefined) return undefined;
  return new InputRule(/^---$/, (state) => {
    const block = paragraphAt(state);
    if (block === undefined || block.node.content.size > 2) return null;
    const node = nodeOfValues(article, plan, fixedValues(plan.form.fields), newUid());
    const tr = state.tr.replaceWith(block.pos, block.pos + block.node.nodeSize, node);
    return insertParagraph(article, tr, block.pos + node.nodeSize);
  });
}

/** Text between signs. The first group is all of it, the second its words, the third the address of a link. */
function markRule(signs: RegExp, type: MarkType): InputRule {
  return new InputRule(signs, (state, match, start, end): Transaction | null => {
    const [whole = '', all = '', words = '', address] = match;
    const { parent } = state.doc.resolve(start);
    const isInline = !parent.type.spec.marks || parent.type.allowsMarkType(type);
    if (!isInline || fieldOf(parent.type)?.role === 'text') return null;
    const from = start + whole.length - all.length;
    const open = all.indexOf(words);
    const { tr } = state;
    // The last sign of `all` is being typed, and is not in the document yet.
    tr.delete(from + open + words.length, end).delete(from, from + open);
    tr.addMark(from, from + words.length, type.create(address === undefined ? null : { address }));
    return tr.removeStoredMark(type);
  });
}
