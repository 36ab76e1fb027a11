import { describeChange, partName } from '../../content/translation/check-translations.ts';
import type { Rule, TranslationView } from './rule.ts';

/**
 * A translation must be up to date with its source, and a person must have accepted every text that a machine
 * wrote. Otherwise there is an error in a ready edition, and a warning in a draft. A translation without a
 * record passes.
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
