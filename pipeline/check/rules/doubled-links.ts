import { type DocumentLink, linksOfDocument } from '../links/links-of-document.ts';
import type { DocumentView, Rule } from './rule.ts';

/**
 * Two links of one text, or two links that have a block each, do not lead to one address under different words: the
 * address was probably copied and not changed. An article may come back to a page in another paragraph.
 */
export const doubledLinks: Rule<DocumentView> = {
  family: 'links',
  codes: ['link-doubled'],
  *check({ document, texts }) {
    const { tree } = document.reading;
    const seen = new Map<string, DocumentLink>();
    for (const link of linksOfDocument(texts, tree)) {
      const { address, label, text } = link;
      // A translation may leave addresses to its source, and a digest's story has words of its own.
      if (label === undefined || text.path[0] === 'stories') continue;
      const place = text.role === 'address' ? text.path[0] : text.path.join('.');
      const key = `${place} ${address.replace(/\/$/, '')}`;
      const first = seen.get(key);
      seen.set(key, first ?? link);
      if (first?.label === undefined || first.label.toLowerCase() === label.toLowerCase()) continue;
      const after = text.role === 'address' ? undefined : first.place().end;
      const at = after === undefined ? link.place() : tree.placeOfText(text.path, address, after);
      yield { code: 'link-doubled', data: { address, label, other: first.label }, at };
    }
  },
};
