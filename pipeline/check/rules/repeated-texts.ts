import type { DocumentText } from '../../content/document-texts.ts';
import { parseInline, plainInline } from '../../content/inline.ts';
import type { DocumentView, Rule } from './rule.ts';

/** A paragraph must not repeat another paragraph or the deck. */
export const repeatedTexts: Rule<DocumentView> = {
  family: 'text',
  codes: ['text-repeated'],
  *check({ document, texts }) {
    const { tree } = document.reading;
    const seen = new Map<string, DocumentText>();
    for (const each of texts) {
      if (each.field !== 'deck' && each.field !== 'paragraph') continue;
      const words = wordsOf(each.text);
      const first = seen.get(words);
      seen.set(words, first ?? each);
      if (first === undefined || words.length < shortest) continue;
      const place = tree.place(first.path);
      const { line } = place.source.position(place.start);
      const what = first.field === 'deck' ? 'This paragraph repeats the deck' : 'This paragraph is the one';
      yield { code: 'text-repeated', data: { what, line }, at: tree.place(each.path) };
    }
  },
};

/** In characters. A writer may repeat a short sentence on purpose. */
const shortest = 40;

function wordsOf(text: string): string {
  return (
    plainInline(parseInline(text))
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  );
}
