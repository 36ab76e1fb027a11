import type { Issue } from '../content/issue.ts';
import { createTranslator } from '../publication/locales/create-translator.ts';
import { finishedLocales, type Publication } from '../publication/publication.ts';
import type { OtherReaders } from './edition-input.ts';

/**
 * The readers who get the source edition because the issue does not appear in their language. Empty unless
 * `missingTranslation` is `source`.
 */
export function otherReaders(publication: Publication, { source, editions }: Issue): OtherReaders[] {
  if (editions === undefined || publication.newsletter.languages.missingTranslation !== 'source') return [];
  return finishedLocales(publication)
    .filter((locale) => locale !== source && !editions.includes(locale))
    .map((locale) => {
      const language = new Intl.DisplayNames([locale], { type: 'language' }).of(source) ?? source;
      const t = createTranslator(locale, publication.texts.get(locale) ?? new Map());
      return { locale, notice: t('email:otherLanguage', { language }) };
    });
}
