import type { DocumentView, Rule } from './rule.ts';

/** Every text must be in the language of its file, except for names, quotations, titles and short texts. */
export const wrongLanguage: Rule<DocumentView> = {
  family: 'text',
  codes: ['text-language'],
  *check({ locale, document, texts, foreign }) {
    for (const { text, path } of texts) {
      const language = foreign.get(text);
      if (language === undefined) continue;
      const at = document.reading.tree.placeOfText(path, text);
      yield { code: 'text-language', data: { language, expected: locale }, at };
    }
  },
};
