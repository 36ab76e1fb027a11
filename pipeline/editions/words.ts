import { type Inline, parseInline } from '../content/inline.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { neutralise } from './typography/neutralise.ts';
import type { Typesetter } from './typography/typesetter.ts';

/**
 * Prepares the words of an article for display: removes harmful characters and applies the typography of the
 * language.
 */
export interface Words {
  /** A plain text. */
  plain(text: string): string;
  /** An inline text as a list of parts. */
  inline(markdown: string): readonly Inline[];
}

/**
 * The number of results to keep. The mail, the text part, the page and the feed use the same texts of an
 * article, and an article has fewer texts than this.
 */
const remembered = 1000;

export function createWords(typeset: Typesetter): Words {
  const known = new Map<string, readonly Inline[]>();
  return {
    plain: (text) => typeset([neutralise(text).trim()])[0] ?? '',
    inline(markdown) {
      const before = known.get(markdown);
      if (before !== undefined) return before;
      if (known.size >= remembered) known.clear();
      // Line breaks have a meaning in Markdown, so they are removed only after parsing.
      const nodes = parseInline(markdown.replace(/\p{Noncharacter_Code_Point}/gu, '\ufffd'));
      const pieces: string[] = [];
      collect(nodes, pieces);
      const set = typeset(pieces);
      let next = 0;
      const shown = replace(nodes, () => set[next++] ?? '');
      known.set(markdown, shown);
      return shown;
    },
  };
}

/**
 * Code and addresses are not typeset, but they stay in the sequence: for a quotation mark, they count as a
 * word next to it.
 */
function collect(nodes: readonly Inline[], pieces: string[]): void {
  for (const node of nodes) {
    if (node.type === 'text') pieces.push(neutralise(node.value));
    else if (node.type === 'code') pieces.push('x');
    else if (node.type === 'break') pieces.push(' ');
    else if (node.type === 'note') continue;
    else if (node.type === 'link' && node.isBare) pieces.push('x');
    else collect(node.children, pieces);
  }
}

function replace(nodes: readonly Inline[], next: () => string): Inline[] {
  return nodes.map((node) => {
    if (node.type === 'text') return { type: 'text', value: next() };
    if (node.type === 'code' || node.type === 'break') next();
    if (node.type === 'code') return { type: 'code', value: neutralise(node.value) };
    if (node.type === 'break' || node.type === 'note') return node;
    if (node.type === 'link' && node.isBare) {
      next();
      const text: Inline = { type: 'text', value: neutralise(node.address) };
      return { ...node, address: normaliseLink(node.address), children: [text] };
    }
    const children = replace(node.children, next);
    return node.type === 'link'
      ? { ...node, address: normaliseLink(node.address), children }
      : { ...node, children };
  });
}
