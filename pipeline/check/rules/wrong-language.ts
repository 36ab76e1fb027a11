import { sentencesIn } from '../language/sentences-in.ts';
import type { DocumentView, Rule } from './rule.ts';

/**
 * Every text and every sentence must be in the language of its file, except for names, quotations, titles and
 * short texts.
 */
export const wrongLanguage: Rule<DocumentView> = {
  family: 'text',
  codes: ['text-language'],
  *check({ locale, document, texts, foreign }) {
    if (foreign.size === 0) return;
    for (const { text, path } of texts) {
      const sentences = sentencesIn(text).map(({ start, end }) => text.slice(start, end));
      const words = [text, ...sentences].find((each) => foreign.has(each)) ?? '';
      const language = foreign.get(words);
      if (language === undefined) continue;
      const at = document.reading.tree.placeOfText(path, words);
      yield { code: 'text-language', data: { language, expected: locale }, at };
    }
  },
};
