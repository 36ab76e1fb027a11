import { fillMergeText } from '../../editions/merge-text.ts';
import { sampleValues } from '../../editions/sample-values.ts';
import type { EditionView, Rule } from './rule.ts';

/** Gmail shows the first 102 kB of a message's HTML and hides the rest behind a link. In bytes. */
const clippedAt = 102_000;

/** An edition fits into what Gmail shows. */
export const editionSize: Rule<EditionView> = {
  family: 'size',
  codes: ['edition-clipped'],
  *check({ edition, article }) {
    const html = fillMergeText(edition.html, sampleValues(edition), (value) => value);
    const bytes = Buffer.byteLength(html);
    if (bytes <= clippedAt) return;
    yield { code: 'edition-clipped', data: { bytes, limit: clippedAt }, at: { file: article.file } };
  },
};
