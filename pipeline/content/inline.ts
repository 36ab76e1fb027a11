import type { PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { refuseLink } from '../foundation/sources/link-address.ts';
import { bareTitle, inlineSyntax, inlineTree } from './inline-syntax.ts';

/**
 * Inline text: a subset of Markdown with strong, emphasis, links, code, footnote marks and hard breaks.
 * Everything else is plain text.
 */
export type Inline =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'code'; readonly value: string }
  | { readonly type: 'break' }
  | { readonly type: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | {
      readonly type: 'link';
      readonly address: string;
      readonly children: readonly Inline[];
      /** Set if the link was written as a bare address, which is then its text too. */
      readonly isBare?: true;
    }
  /** The mark of a footnote, with the footnote's label. */
  | { readonly type: 'note'; readonly label: string };

/** Markdown that is turned off: readers see the characters as they are. */
const disabled = [
  'blockQuote',
  'codeFenced',
  'codeIndented',
  'definition',
  'headingAtx',
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'list',
  'setextUnderline',
  'thematicBreak',
];

/** How many results to keep: the check parses a text, and soon afterwards the renderer parses it again. */
const remembered = 2000;
const known = new Map<string, readonly Inline[]>();

/** Parses inline Markdown by the rules of CommonMark. Never fails: anything that is not markup is text. */
export function parseInline(text: string): readonly Inline[] {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= remembered) known.clear();
  const nodes = parse(text);
  known.set(text, nodes);
  return nodes;
}

/**
 * The maximum number of markup characters; no real paragraph has that many. Parsing time grows with the
 * square of their number.
 */
const mostSigns = 1000;

function parse(text: string): Inline[] {
  if (countSigns(text) > mostSigns) return [{ type: 'text', value: text }];
  const root = fromMarkdown(text, {
    extensions: [{ disable: { null: disabled } }, ...inlineSyntax],
    mdastExtensions: [inlineTree],
  });
  return root.children.flatMap((node, index) => [
    ...(index === 0 ? [] : [{ type: 'break' } as const]),
    ...convertBlock(node, text),
  ]);
}

function countSigns(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/[*_[\]<`]/g)) count += 1;
  return count;
}

function convertBlock(node: RootContent, source: string): Inline[] {
  return node.type === 'paragraph' ? node.children.flatMap((child) => convert(child, source)) : [];
}

function convert(node: PhrasingContent, source: string): Inline | Inline[] {
  const children = (nodes: readonly PhrasingContent[]) => nodes.flatMap((child) => convert(child, source));
  switch (node.type) {
    case 'text':
      return { type: 'text', value: joinLines(node.value) };
    case 'inlineCode':
      return { type: 'code', value: node.value };
    case 'break':
      return { type: 'break' };
    case 'strong':
    case 'emphasis':
      return { type: node.type, children: children(node.children) };
    case 'link':
      if (node.title === bareTitle) return bareLink(node.url);
      return { type: 'link', address: node.url, children: children(node.children) };
    case 'footnoteReference':
      return { type: 'note', label: node.identifier };
    default:
      // A reference such as [text][name] stays text, because definitions do not exist here.
      return { type: 'text', value: source.slice(node.position?.start.offset, node.position?.end.offset) };
  }
}

/**
 * Joins lines and removes the spaces at their ends. A regular expression would be slow on long runs of
 * spaces.
 */
function joinLines(text: string): string {
  const lines = text.split('\n');
  if (lines.length === 1) return text;
  const [first = '', last = ''] = [lines.shift(), lines.pop()];
  const inner = lines.map((line) => line.trim()).filter((line) => line !== '');
  return [first.trimEnd(), ...inner, last.trimStart()].join(' ');
}

/** Closing punctuation of other scripts ends an address, just as a full stop does. */
const foreignSign = /[\u00ab\u00bb\u2018-\u201f\u2026\u3000-\u303f\uff00-\uffef]/;

function bareLink(written: string): Inline[] {
  const end = written.search(foreignSign);
  const address = end < 0 ? written : written.slice(0, end);
  const rest: Inline[] = end < 0 ? [] : [{ type: 'text', value: written.slice(end) }];
  const text: Inline = { type: 'text', value: address };
  // An address that cannot be a link stays text.
  if (refuseLink(address) !== undefined) return [{ type: 'text', value: written }];
  return [{ type: 'link', address, children: [text], isBare: true }, ...rest];
}

/** The text without markup. A hard break becomes a space; footnote marks are left out. */
export function plainInline(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'break') return ' ';
      if (node.type === 'note') return '';
      return 'value' in node ? node.value : plainInline(node.children);
    })
    .join('');
}

/** The labels of the footnotes that an inline text refers to, in order. */
export function noteLabels(nodes: readonly Inline[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'note') return [node.label];
    return 'children' in node ? noteLabels(node.children) : [];
  });
}

/** All links of an inline text, in order. */
export function linksOf(nodes: readonly Inline[]): Extract<Inline, { type: 'link' }>[] {
  return nodes.flatMap((node) => {
    if (!('children' in node)) return [];
    return node.type === 'link' ? [node] : linksOf(node.children);
  });
}
