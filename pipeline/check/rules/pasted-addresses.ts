import { type Inline, parseInline } from '../../content/inline.ts';
import type { DocumentView, Rule } from './rule.ts';

/** An address that begins with "www." should be a link. */
export const pastedAddresses: Rule<DocumentView> = {
  family: 'links',
  codes: ['pasted-address'],
  *check({ document, texts }) {
    for (const { text, path, role } of texts) {
      if (role !== 'inline' || !text.includes('www.')) continue;
      for (const address of loose(parseInline(text)).flatMap((each) => each.match(sign) ?? [])) {
        const at = document.reading.tree.placeOfText(path, address);
        const by = `[${address}](https://${address})`;
        const mend = { path, text: text.replace(address, () => by), by };
        yield { code: 'pasted-address', data: { address }, at, mend };
      }
    }
  },
};

const sign = /(?<![\w/.@-])www\.[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:\/[^\s)\]"'.,;:!?]*)?/gu;

/** The texts that are not inside links. */
function loose(nodes: readonly Inline[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [node.value];
    return 'children' in node && node.type !== 'link' ? loose(node.children) : [];
  });
}
