import { type Inline, plainInline } from '../../content/inline.ts';
import { joinParagraphs } from '../inline/piece.ts';
import type { Draft, ItemDraft } from './draft.ts';
import { withoutDash } from './typed-signs.ts';

/** The drafts within an item of a list: its words as an item, and whatever cannot be in one after it. */
export function toItem(drafts: readonly Draft[], item: Omit<ItemDraft, 'kind' | 'nodes'>): Draft[] {
  const before: Draft[] = [];
  const words: (readonly Inline[])[] = [];
  const after: Draft[] = [];
  for (const draft of drafts) {
    if (isText(draft)) words.push(draft.nodes);
    else if (draft.kind === 'lost' && draft.what !== 'picture') before.push(draft);
    else after.push(draft);
  }
  if (words.length === 0) return [...before, ...after];
  return [...before, { kind: 'item', nodes: joinParagraphs(words), ...item }, ...after];
}

/** The drafts within a heading: each paragraph as a heading. */
export function toHeading(drafts: readonly Draft[], level: number): Draft[] {
  return drafts.map((draft) => (isText(draft) ? { kind: 'heading', nodes: draft.nodes, level } : draft));
}

/** The drafts within a quote: one quote if it has paragraphs only; otherwise they stay as they are. */
export function toQuote(drafts: readonly Draft[]): Draft[] {
  const words = drafts.filter((draft) => draft.kind !== 'lost');
  const lost = drafts.filter((draft) => draft.kind === 'lost');
  if (words.length === 0) return [...drafts];
  if (!words.every((draft) => draft.kind === 'paragraph'))
    return [{ kind: 'lost', what: 'quote' }, ...drafts];
  const said = words.filter(({ isCaption }) => !isCaption).map(({ nodes }) => nodes);
  const named = words.filter(({ isCaption }) => isCaption).map(({ nodes }) => nodes);
  const last = said.at(-1) ?? [];
  if (named.length === 0 && said.length > 1 && isAttribution(plainInline(last))) {
    said.pop();
    named.push(last);
  }
  if (said.length === 0) return [...drafts];
  const by = withoutDash(named.map(plainInline).join(', '));
  return [
    ...lost,
    // The name of a speaker has no links.
    ...named.flatMap(linksIn).map((name): Draft => ({ kind: 'lost', what: 'link', name })),
    { kind: 'quote', nodes: withoutQuotes(joinParagraphs(said)), ...(by === '' ? {} : { by }) },
  ];
}

function linksIn(nodes: readonly Inline[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'link') return [node.address];
    return 'children' in node ? linksIn(node.children) : [];
  });
}

/** Templates set the quotation marks. Marks around only a part of the quote stay. */
const quotes = /^\s*(?:“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|‘([^‘’]+)’|"([^"]+)")\s*$/;

function withoutQuotes(nodes: readonly Inline[]): readonly Inline[] {
  const [only, ...others] = nodes;
  if (only?.type !== 'text' || others.length > 0) return nodes;
  const said = quotes
    .exec(only.value)
    ?.slice(1)
    .find((each) => each !== undefined);
  return said === undefined ? nodes : [{ type: 'text', value: said.trim() }];
}

const isAttribution = (text: string) => text.length < 120 && /^\s*(?:[—–―]|--)\s*\S/.test(text);

/** The drafts within a figure: the caption comes after what it describes. */
export function toFigure(drafts: readonly Draft[]): Draft[] {
  const isCaption = (draft: Draft) => draft.kind === 'paragraph' && draft.isCaption === true;
  return [...drafts.filter((draft) => !isCaption(draft)), ...drafts.filter(isCaption)];
}

export function toCaptions(drafts: readonly Draft[]): Draft[] {
  return drafts.map((draft) => (draft.kind === 'paragraph' ? { ...draft, isCaption: true } : draft));
}

function isText(draft: Draft): draft is Extract<Draft, { kind: 'paragraph' | 'heading' | 'quote' }> {
  return draft.kind === 'paragraph' || draft.kind === 'heading' || draft.kind === 'quote';
}
