import type { DocumentText } from '../../content/document-texts.ts';
import { parseInline, plainInline } from '../../content/inline.ts';
import type { DocumentView, Rule } from './rule.ts';

/** A paragraph must not repeat another paragraph or the deck; a list must not have an item or a row twice. */
export const repeatedTexts: Rule<DocumentView> = {
  family: 'text',
  codes: ['text-repeated'],
  *check({ document, texts }) {
    const { tree } = document.reading;
    const seen = new Map<string, DocumentText>();
    for (const each of texts) {
      const { name, group, least } = kindOf(each) ?? {};
      if (name === undefined || least === undefined) continue;
      const words = wordsOf(each.text);
      const key = `${group} ${words}`;
      const first = seen.get(key);
      seen.set(key, first ?? each);
      if (first === undefined || words.length < least) continue;
      const place = tree.place(first.path);
      const { line } = place.source.position(place.start);
      const what = first.field === 'deck' ? 'This paragraph repeats the deck' : `This ${name} is the one`;
      yield { code: 'text-repeated', data: { what, line }, at: tree.place(each.path) };
    }
  },
};

/**
 * The name of a text in messages, the group in which it must not occur twice, and the minimum number of
 * characters. A writer may repeat a short sentence on purpose.
 */
function kindOf({ field, path, role }: DocumentText) {
  if (field === 'deck' || field === 'paragraph') return { name: 'paragraph', group: '', least: 40 };
  const group = path.slice(0, -1).join('.');
  if (role === 'cells') return { name: 'row', group, least: 10 };
  const isItem = typeof path.at(-1) === 'number' && role === 'inline';
  return isItem ? { name: 'list item', group, least: 10 } : undefined;
}

function wordsOf(text: string): string {
  return (
    plainInline(parseInline(text))
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  );
}
