import { type DocumentLink, linksOfDocument } from '../links/links-of-document.ts';
import type { DocumentView, Rule } from './rule.ts';

/**
 * Two links with different words must not lead to the same address, if they are in one text or are blocks of
 * their own: the author probably copied the address and forgot to change it. Another paragraph may link to
 * the same page again.
 */
export const doubledLinks: Rule<DocumentView> = {
  family: 'links',
  codes: ['link-doubled'],
  *check({ document, texts }) {
    const { tree } = document.reading;
    const seen = new Map<string, DocumentLink>();
    for (const link of linksOfDocument(texts, tree)) {
      const { address, label, text } = link;
      // Skip links without words, whose address may come from the source. Skip stories, because the words of
      // their links differ from the headline.
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
