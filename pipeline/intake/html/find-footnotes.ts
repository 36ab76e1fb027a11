import { cleanAddress } from './clean-address.ts';
import { type HtmlElement, wordsWithin } from './element.ts';

/** The footnotes of a document. */
export interface FoundFootnotes {
  /** The labels of the links that are marks of footnotes. */
  readonly marks: ReadonlyMap<HtmlElement, string>;
  /** The labels of the elements that have the texts of footnotes. */
  readonly texts: ReadonlyMap<HtmlElement, string>;
  /** The links from those texts back to the marks. */
  readonly backs: ReadonlySet<HtmlElement>;
  /** The elements that have the comments of editors. */
  readonly comments: ReadonlySet<HtmlElement>;
}

interface Anchor {
  readonly element: HtmlElement;
  readonly block: HtmlElement;
  readonly order: number;
}

/**
 * Finds footnotes: a link whose text is a number or a sign leads to a later block of the same document.
 * `taken` are labels that the issue already has.
 */
export function findFootnotes(root: HtmlElement, taken: readonly string[]): FoundFootnotes {
  const { targets, links } = findAnchors(root);
  const marks = new Map<HtmlElement, string>();
  const texts = new Map<HtmlElement, string>();
  const comments = new Set<HtmlElement>();
  const marksOfComments: HtmlElement[] = [];
  const used = new Set(taken);
  let number = 0;
  const newLabel = (link: HtmlElement): string => {
    const written = /\d+/.exec(wordsWithin(link, 20))?.[0];
    if (written !== undefined && !used.has(written)) return written;
    do number += 1;
    while (used.has(String(number)));
    return String(number);
  };
  for (const { id, ...link } of links) {
    const target = targets.get(id);
    if (target === undefined || target.order < link.order || target.block === link.block) continue;
    if (!isSign(link.element)) continue;
    if (/^cmnt\d/.test(id)) {
      comments.add(target.block);
      marksOfComments.push(link.element);
      continue;
    }
    const label = texts.get(target.block) ?? newLabel(link.element);
    used.add(label);
    texts.set(target.block, label);
    marks.set(link.element, label);
  }
  const backs = links.filter(({ element }) => isWithin(element, texts) && !marks.has(element));
  return {
    marks,
    texts,
    comments,
    backs: new Set([...backs.map(({ element }) => element), ...marksOfComments]),
  };
}

function isWithin(element: HtmlElement, texts: ReadonlyMap<HtmlElement, string>): boolean {
  return texts.has(element) || (element.parent !== undefined && isWithin(element.parent, texts));
}

const blocks = new Set(['li', 'p', 'div', 'dd', 'td', 'aside', 'section', 'blockquote', 'root']);

function findAnchors(root: HtmlElement) {
  const targets = new Map<string, Anchor>();
  const links: (Anchor & { readonly id: string })[] = [];
  let order = 0;
  const visit = (element: HtmlElement, outer: HtmlElement): void => {
    order += 1;
    const block = blocks.has(element.name) ? element : outer;
    const { attributes } = element;
    for (const id of [attributes.get('id'), attributes.get('name')])
      if (id && !targets.has(id)) targets.set(id, { element, block, order });
    const to = element.name === 'a' ? cleanAddress(attributes.get('href'), undefined) : undefined;
    const id = to?.kind === 'anchor' ? to.id : noteWithin(to && 'address' in to ? to.address : '');
    if (id !== undefined) links.push({ element, block, order, id });
    for (const child of element.children) if (typeof child !== 'string') visit(child, block);
  };
  visit(root, root);
  return { targets, links };
}

/** The name of a footnote in a whole address, which a browser writes when it copies. */
const noteWithin = (address: string) => /#((?:fn|footnote|endnote|cite_note)[\w:.-]*)$/i.exec(address)?.[1];

const sign = /^[[(\s]*(?:\d{1,3}|[ivxlc]{1,6}|[a-z]|[*†‡§¶]{1,3})[\])\s]*$/i;

/** Whether the text of a link is the number or the sign of a footnote. */
export function isSign(link: HtmlElement): boolean {
  return sign.test(wordsWithin(link, 20));
}
