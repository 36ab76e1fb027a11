import { type HtmlElement, type HtmlNode, wordsWithin } from './element.ts';
import { readStyle, type Style } from './read-style.ts';

/** What a word processor says about a paragraph: it writes lists and headings as paragraphs with a style. */
export type WordParagraph =
  | { readonly kind: 'heading'; readonly level: number }
  | { readonly kind: 'item'; readonly level: number; readonly isOrdered: boolean; readonly start?: number }
  | { readonly kind: 'quote' | 'caption' };

/** Reads the style of a paragraph of Word or Outlook; undefined for a usual paragraph. */
export function readWordParagraph(element: HtmlElement, style: Style): WordParagraph | undefined {
  const classes = element.attributes.get('class') ?? '';
  const outline =
    /^[1-9]$/.exec(style.get('mso-outline-level') ?? '')?.[0] ?? /\bMsoHeading([1-9])/i.exec(classes)?.[1];
  if (outline !== undefined) return { kind: 'heading', level: Number(outline) };
  const list = /\blevel(\d)\b/.exec(style.get('mso-list') ?? '')?.[1];
  if (list !== undefined) return itemOf(element, Number(list));
  if (/\bMsoTitle\b/i.test(classes)) return { kind: 'heading', level: 1 };
  if (/\bMso(?:Intense)?Quote/i.test(classes)) return { kind: 'quote' };
  return /\bMsoCaption\b/i.test(classes) ? { kind: 'caption' } : undefined;
}

/** The number that Word puts before a heading; undefined if it has none. */
export function headingNumber(element: HtmlElement, style: Style): string | undefined {
  const number = style.has('mso-list') ? markerOf(element)?.replace(/[\s\u00a0]+/g, '') : undefined;
  return number === '' ? undefined : number;
}

function itemOf(element: HtmlElement, level: number): WordParagraph {
  const marker = (markerOf(element) ?? '').replace(/[\s\u00a0]+/g, '');
  const numbered = /^\(?(\d{1,4}|[a-z]{1,5})[.)]$/i.exec(marker)?.[1];
  if (numbered === undefined) return { kind: 'item', level, isOrdered: false };
  const start = /^\d+$/.test(numbered) ? Number(numbered) : undefined;
  return { kind: 'item', level, isOrdered: true, ...(start === undefined ? {} : { start }) };
}

/** The sign or number that Word puts before an item for programs that know no lists. */
function markerOf(element: HtmlElement): string | undefined {
  const find = (nodes: readonly HtmlNode[], depth: number): string | undefined => {
    for (const node of nodes.slice(0, 10)) {
      if (typeof node === 'string') continue;
      if (readStyle(node).get('mso-list') === 'ignore') return wordsWithin(node, 40);
      const inner = depth < 4 ? find(node.children, depth + 1) : undefined;
      if (inner !== undefined) return inner;
    }
    return undefined;
  };
  return find(element.children, 0);
}
