import { type AnyNode, type Element, isTag, isText } from 'domhandler';
import { getElementsByTagName, textContent } from 'domutils';

/** The words of an element as people read them, shortened for quoting in a message. */
export function quoteOf(node: AnyNode | readonly AnyNode[]): string {
  const said = wordsOf(node);
  return said.length <= 40 ? said : `${said.slice(0, 39).trimEnd()}\u2026`;
}

/** The words of elements, without the padding of a preheader, and with single spaces. */
export function wordsOf(node: AnyNode | readonly AnyNode[]): string {
  return textContent(node as AnyNode)
    .replace(/[\u034f\u00ad\u200b-\u200f\u2007\u2060-\u2069\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether an element contains text that matches the pattern, not counting text in the elements inside it. */
export function hasOwnText({ children }: Element, pattern: RegExp): boolean {
  return children.some((child) => isText(child) && pattern.test(child.data));
}

/** A character that readers can see: neither a space nor the padding of a preheader. */
export const visibleSign = /(?!\u034f)[^\s\u00ad\u200b-\u200f\u2007\u2060-\u2069\ufeff]/;

/** The words that a screen reader reads for a link: its label, its text, or the alt texts inside it. */
export function nameOf(element: Element): string {
  const alts = getElementsByTagName('img', element.children)
    .filter(isTag)
    .map(({ attribs }) => attribs['alt'] ?? '');
  return (element.attribs['aria-label'] ?? [wordsOf(element), ...alts].join(' ')).trim();
}
