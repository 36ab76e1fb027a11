import { parseInline, plainInline } from '../../content/inline.ts';
import { partName } from '../../content/translation/check-translations.ts';
import { flatten } from '../../content/translation/words.ts';
import { countFunctionWords } from '../language/function-words.ts';
import { pairTexts } from '../parts/texts-of-part.ts';
import type { Rule, TranslationView } from './rule.ts';

/**
 * A translation must not repeat its source word for word. Quotations, names and short texts may do so, except
 * for a short text that is evidently a sentence of the source language.
 */
export const copiedSource: Rule<TranslationView> = {
  family: 'translation',
  codes: ['translation-copied'],
  *check({ translation, parts, locale, sourceLocale }) {
    for (const part of parts) {
      if (part.kind === 'quote') continue;
      for (const { field, translation: own, sources } of pairTexts(part)) {
        if (own === undefined || notTranslated.includes(field)) continue;
        const words = flatten(own.text);
        if (!sources.some((source) => flatten(source.text) === words)) continue;
        const text = plainInline(parseInline(words));
        if (!isSentence(text) && !isPhraseOf(text, sourceLocale, locale)) continue;
        const at = translation.reading.tree.place(own.path);
        yield { code: 'translation-copied', data: { part: partName(part), field }, at };
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

function isSentence(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const words = text.match(/(?<![\p{L}\p{N}])\p{Ll}\p{L}*/gu)?.length ?? 0;
  return letters >= least.letters && words >= least.words && !/^["\u201c\u2018\u201e\u00ab']/.test(text);
}

/**
 * Whether a text without names has small words of the source language, such as "what" and "it", and none of
 * the language of the translation.
 */
function isPhraseOf(text: string, sourceLocale: string, locale: string): boolean {
  const [source = '', own = ''] = [sourceLocale, locale].map((each) => each.split('-')[0]);
  const hasNames = /(?<=\S.*)(?<!\p{L})\p{Lu}/u.test(text) || /["\u201c\u2018\u201e\u00ab]/.test(text);
  if (hasNames || source === own) return false;
  return (countFunctionWords(text, source) ?? 0) >= 2 && countFunctionWords(text, own) === 0;
}
