import { type Inline, plainInline } from '../../content/inline.ts';
import { joinParagraphs } from '../inline/piece.ts';
import type { Draft, ItemDraft } from './draft.ts';
import { withBox, withoutDash } from './typed-signs.ts';

/**
 * The drafts within an item of a list: its words as an item, and whatever cannot be in one after it. An item
 * that is a heading stays one, because word processors number headings as a list.
 */
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
  const [heading] = drafts.filter((draft) => draft.kind === 'heading');
  if (heading && words.length === 1) {
    const number: Draft[] = item.isOrdered ? [{ kind: 'lost', what: 'heading-number' }] : [];
    return [...before, ...number, heading, ...after];
  }
  return [...before, { kind: 'item', nodes: withBox(joinParagraphs(words)), ...item }, ...after];
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
  if (words[0]?.kind === 'heading' && words[0].level === titleLevel) return toCallout(drafts);
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

/** The level of the title of a callout, which is not a heading of the article. */
export const titleLevel = 0;

/**
 * The drafts within a callout: one callout if it has paragraphs only, below a title; otherwise they stay as
 * they are.
 */
export function toCallout(drafts: readonly Draft[]): Draft[] {
  const lost = drafts.filter((draft) => draft.kind === 'lost');
  const words = drafts.filter((draft) => draft.kind !== 'lost');
  const title = words[0]?.kind === 'heading' ? words.shift() : undefined;
  const texts = words.flatMap((draft) => (draft.kind === 'paragraph' ? [draft.nodes] : []));
  if (texts.length === 0) return [...drafts];
  if (texts.length < words.length) return [{ kind: 'lost', what: 'quote' }, ...drafts.map(titleAsParagraph)];
  const written = title?.kind === 'heading' ? plainInline(title.nodes) : '';
  return [
    ...lost,
    {
      kind: 'callout',
      nodes: joinParagraphs(withSignInLine(texts)),
      ...(written === '' ? {} : { title: written }),
    },
  ];
}

/** A title without its callout is a paragraph in bold letters. */
function titleAsParagraph(draft: Draft): Draft {
  if (draft.kind !== 'heading' || draft.level !== titleLevel) return draft;
  return { kind: 'paragraph', nodes: [{ type: 'strong', children: draft.nodes }] };
}

/** Puts the emoji of a box before its first words. */
function withSignInLine([
  first = [],
  second,
  ...rest
]: readonly (readonly Inline[])[]): (readonly Inline[])[] {
  const isSign = /^\P{L}{1,10}$/u.test(plainInline(first)) && second !== undefined;
  if (!isSign) return [first, ...(second ? [second] : []), ...rest];
  return [[...first, { type: 'text', value: ' ' }, ...second], ...rest];
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

function isText(
  draft: Draft,
): draft is Extract<Draft, { kind: 'paragraph' | 'heading' | 'quote' | 'callout' }> {
  return /^(?:paragraph|heading|quote|callout)$/.test(draft.kind);
}
