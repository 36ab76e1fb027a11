import type { TextTools } from '../content/blocks/block.ts';
import type { Inline } from '../content/inline.ts';
import type { Translator } from '../locales/create-translator.ts';
import { normaliseLink } from '../sources/link-address.ts';
import type { Words } from './words.ts';

/** RFC 3676 recommends lines of at most 78 characters; 72 leaves room to be quoted in an answer. */
export const textWidth = 72;

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
    t: (key) => t(key),
  };
}

/** Strong and emphasis as people write them in mail; a link whose text is its own address needs no number. */
function inlineToText(nodes: readonly Inline[], links: LinkList): string {
  return nodes
    .map((node) => {
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
        case 'link': {
          const text = inlineToText(node.children, links);
          return `${text} [${links.number(node.address)}]`;
        }
      }
    })
    .join('');
}

/**
 * Wraps each line of a text at the part's width, between words; a word longer than a line keeps a line of its
 * own, so that addresses stay whole. A number such as "[3]" stays with the word before it.
 */
export function wrap(text: string, prefix = { first: '', rest: '' }): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? prefix.first : prefix.rest;
    let empty = true;
    for (const word of paragraph
      .replace(/ (\[\d+\])/g, '\u0000$1')
      .split(/ +/)
      .filter(Boolean)) {
      const whole = word.replaceAll('\u0000', ' ');
      if (!empty && width(line) + 1 + width(whole) > textWidth) {
        lines.push(line);
        line = prefix.rest;
        empty = true;
      }
      line += empty ? whole : ` ${whole}`;
      empty = false;
    }
    lines.push(line.trimEnd());
  }
  return lines.join('\n');
}

function width(text: string): number {
  return [...text].length;
}
