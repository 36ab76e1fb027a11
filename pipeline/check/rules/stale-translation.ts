import { describeChange, partName } from '../../content/translation/check-translations.ts';
import type { Rule, TranslationView } from './rule.ts';

/**
 * Finds what was translated from words that the source no longer says, and what a machine wrote and nobody accepted:
 * an error in an edition that is to be sent, a warning in a draft. Without a record, the translation is taken as it is.
 */
export const staleTranslation: Rule<TranslationView> = {
  family: 'translation',
  codes: ['translation-stale', 'translation-machine'],
  *check({ slug, locale, translation, record, parts, isReady }) {
    if (record === undefined) return;
    const severity = isReady ? 'error' : 'warning';
    for (const part of parts) {
      const at = translation.reading.tree.place(part.translationPath ?? []);
      const data = { part: partName(part), slug, locale };
      if (part.state === 'machine') yield { code: 'translation-machine', data, at, severity };
      if (part.state === 'stale') {
        yield { code: 'translation-stale', data: { ...data, diff: describeChange(part) }, at, severity };
      }
    }
  },
};
