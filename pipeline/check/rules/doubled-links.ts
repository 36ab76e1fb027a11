import { type DocumentLink, linksOfDocument } from '../links/links-of-document.ts';
import type { DocumentView, Rule } from './rule.ts';

/**
 * Two links with different words in one text, or in blocks of their own, do not lead to the same address. The
 * author probably copied the address and forgot to change it. Another paragraph may link to the same page
 * again.
 */
export const doubledLinks: Rule<DocumentView> = {
  family: 'links',
  codes: ['link-doubled'],
  *check({ document, texts }) {
    const { tree } = document.reading;
    const seen = new Map<string, DocumentLink>();
    for (const link of linksOfDocument(texts, tree)) {
      const { address, label, text } = link;
      // A translation may take addresses from its source, and the words of a digest's story differ from those
      // of its headline.
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
