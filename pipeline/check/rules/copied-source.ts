import { parseInline, plainInline } from '../../content/inline.ts';
import { partName } from '../../content/translation/check-translations.ts';
import { flatten } from '../../content/translation/words.ts';
import type { Rule, TranslationView } from './rule.ts';

/** A translation must not repeat its source word for word. Quotations, names and short texts may. */
export const copiedSource: Rule<TranslationView> = {
  family: 'translation',
  codes: ['translation-copied'],
  *check({ translation, parts }) {
    for (const part of parts) {
      if (part.kind === 'quote' || part.translationPath === undefined) continue;
      for (const [field, words] of Object.entries(part.translation ?? {})) {
        if (notTranslated.includes(field) || !isSame(flatten(words), flatten(part.source?.[field]))) continue;
        const path = part.list === 'fields' ? part.translationPath : [...part.translationPath, field];
        yield {
          code: 'translation-copied',
          data: { part: partName(part), field },
          at: translation.reading.tree.place(path),
        };
      }
    }
  },
};

const notTranslated = ['byline', 'topics', 'credit', 'by', 'role', 'source'];

/**
 * Only a text with this many letters and lower-case words is checked, because names and titles are the same
 * in all languages.
 */
const least = { letters: 25, words: 4 };

function isSame(own: string, original: string): boolean {
  if (own !== original) return false;
  const text = plainInline(parseInline(own));
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const words = text.match(/(?<![\p{L}\p{N}])\p{Ll}\p{L}*/gu)?.length ?? 0;
  return letters >= least.letters && words >= least.words && !/^["\u201c\u2018\u201e\u00ab']/.test(text);
}
