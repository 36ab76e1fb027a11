import { type Inline, parseInline } from '../content/inline.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { neutralise } from './typography/neutralise.ts';
import type { Typesetter } from './typography/typesetter.ts';

/** An article's words made fit to be shown: harmless, and in the language's typography. */
export interface Words {
  /** A plain text. */
  plain(text: string): string;
  /** An inline text, its parts in order. */
  inline(markdown: string): readonly Inline[];
}

/** An article's texts are asked for by its mail, its plain text, its page and its feed; it has fewer than this. */
const remembered = 1000;

export function createWords(typeset: Typesetter): Words {
  const known = new Map<string, readonly Inline[]>();
  return {
    plain: (text) => typeset([neutralise(text).trim()])[0] ?? '',
    inline(markdown) {
      const before = known.get(markdown);
      if (before !== undefined) return before;
      if (known.size >= remembered) known.clear();
      // Line breaks mean something to Markdown, so they are only taken out once it has been parsed.
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

/** Code and addresses are not typeset, but keep their place: a quotation mark next to one is next to a word. */
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
