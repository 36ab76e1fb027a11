import type { EditionView, Rule } from './rule.ts';

/**
 * The limits in characters. Most phones show 40 to 60 of a subject and about 100 of a preheader. These limits
 * are higher: beyond them, every phone cuts the subject, or more than half of the preheader is lost.
 */
const limits = { subject: 70, preheader: 160 };

/** The subject and the preheader must fit into the inbox of a phone. */
export const subjectLength: Rule<EditionView> = {
  family: 'subject',
  codes: ['subject-long'],
  *check({ article }) {
    for (const field of ['subject', 'preheader'] as const) {
      const text = article[field];
      // A character has at least one code unit, so a short text need not be split into characters.
      if (text === undefined || text.length <= limits[field]) continue;
      const length = [...new Intl.Segmenter(article.locale).segment(text)].length;
      if (length <= limits[field]) continue;
      const at = { file: article.file, path: [field] };
      yield { code: 'subject-long', data: { field, length, limit: limits[field] }, at };
    }
  },
};
