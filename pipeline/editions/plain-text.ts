import type { TextTools } from '../content/blocks/block.ts';
import type { Inline } from '../content/inline.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import type { Translator } from '../publication/locales/create-translator.ts';
import type { Words } from './words.ts';
import { measure, textWidth, underline, wrap } from './wrap-text.ts';

/** The links of a plain-text part, numbered in the order in which they are first met. */
export interface LinkList {
  number(address: string): number;
  readonly addresses: readonly string[];
}

export function createLinkList(): LinkList {
  const addresses: string[] = [];
  return {
    addresses,
    number(address) {
      const known = addresses.indexOf(address);
      return known >= 0 ? known + 1 : addresses.push(address);
    },
  };
}

/** What blocks are written with in the plain-text part. */
export function createTextTools(words: Words, links: LinkList, t: Translator): TextTools {
  return {
    plain: words.plain,
    inline: (markdown) => inlineToText(words.inline(markdown), links),
    reference: (address) => `[${links.number(normaliseLink(address))}]`,
    wrap,
    underline,
    measure,
    width: textWidth,
    t: (key) => t(key),
  };
}

/** Strong and emphasis as people write them in mail. */
function inlineToText(nodes: readonly Inline[], links: LinkList): string {
  return nodes.map((node) => nodeToText(node, links)).join('');
}

function nodeToText(node: Inline, links: LinkList): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.value;
    case 'break':
      return '\n';
    case 'strong':
      return `*${inlineToText(node.children, links)}*`;
    case 'emphasis':
      return `_${inlineToText(node.children, links)}_`;
    case 'link':
      return `${inlineToText(node.children, links)} [${links.number(node.address)}]`;
  }
}

/**
 * Removes the empty lines that template tags leave: at most one in a row, none at the ends. "-- " keeps its space, which
 * tells mail programs that a signature begins (RFC 3676, 4.3).
 */
export function tidyText(text: string): string {
  const lines = text.split('\n').map((line) => (line === '-- ' ? line : line.trimEnd()));
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
