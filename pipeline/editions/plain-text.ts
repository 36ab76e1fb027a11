import type { TextTools } from '../content/blocks/block.ts';
import { type Inline, plainInline } from '../content/inline.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import type { Translator } from '../publication/locales/create-translator.ts';
import type { Footnote } from './footnotes.ts';
import type { Words } from './words.ts';
import { measure, textWidth, underline, wrap } from './wrap-text.ts';

/** The links of a plain-text part, numbered by first use. */
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

/** The tools for writing the blocks of an article as plain text. */
export function createTextTools(
  words: Words,
  links: LinkList,
  t: Translator,
  footnotes: ReadonlyMap<string, Footnote> = new Map(),
): TextTools {
  return {
    plain: words.plain,
    inline: (markdown) => inlineToText(words.inline(markdown), { links, footnotes }),
    reference: (address) => `[${links.number(normaliseLink(address))}]`,
    wrap,
    underline,
    measure,
    width: textWidth,
    t: (key, values) => t(key, values),
  };
}

interface References {
  readonly links: LinkList;
  readonly footnotes: ReadonlyMap<string, Footnote>;
}

/** Marks strong and emphasised text as people do in plain-text mail. */
function inlineToText(nodes: readonly Inline[], references: References): string {
  return nodes.map((node) => nodeToText(node, references)).join('');
}

function nodeToText(node: Inline, references: References): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.value;
    case 'break':
      return '\n';
    case 'strong':
      return `*${inlineToText(node.children, references)}*`;
    case 'emphasis':
      return `_${inlineToText(node.children, references)}_`;
    case 'link':
      if (node.isBare) return plainInline(node.children);
      return `${inlineToText(node.children, references)} [${references.links.number(node.address)}]`;
    case 'note': {
      const note = references.footnotes.get(node.label);
      return note === undefined ? '' : superscript(note.number);
    }
  }
}

/** A number in superscript digits. Numbers in brackets are those of links. */
export function superscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit);
}

/**
 * Removes the empty lines that template tags leave: keeps at most one in a row, and none at the ends. "-- "
 * keeps its space, because mail programs recognise it as the start of a signature (RFC 3676, section 4.3).
 */
export function tidyText(text: string): string {
  const lines = text.split('\n').map((line) => (line === '-- ' ? line : line.trimEnd()));
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
