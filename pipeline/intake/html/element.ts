/** An element of a document, with the attributes that a conversion reads. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: HtmlNode[];
  readonly parent: HtmlElement | undefined;
}

export type HtmlNode = HtmlElement | string;

/** The first words within an element. It reads no more text than it needs. */
export function wordsWithin(element: HtmlElement, most = 400, between = ' '): string {
  const words: string[] = [];
  let length = 0;
  const add = (node: HtmlNode): void => {
    if (length >= most) return;
    if (typeof node !== 'string') {
      if (isLineNumber(node)) return;
      if (node.name === 'br') words.push('\n');
      for (const child of node.children) add(child);
      return;
    }
    words.push(most < node.length ? node.slice(0, most) : node);
    length += node.length;
  };
  add(element);
  return words.join(between);
}

/** Whether an element has the number of a line of code, which is no part of the code. */
export const isLineNumber = ({ attributes }: HtmlElement) =>
  /(?:^|\s)(?:linenumber|line-number|lineno|hljs-ln-numbers)(?:\s|$)/.test(attributes.get('class') ?? '');

/** Whether an element of one of these names is within, not deeper than the text of a page usually is. */
export function hasWithin(element: HtmlElement, names: ReadonlySet<string>): boolean {
  return element.children.some(
    (child) => typeof child !== 'string' && (names.has(child.name) || hasWithin(child, names)),
  );
}
