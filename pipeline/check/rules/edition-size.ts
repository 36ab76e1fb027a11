import { quoteOf } from '../mail/words.ts';
import type { EditionView, Rule } from './rule.ts';

/** In bytes. Gmail shows the first 102 kB of the HTML and hides the rest behind a link. */
const clippedAt = 102_000;

/** In bytes. Above this size, one more story or correction may take the edition over the limit. */
const largeFrom = 90_000;

/** Gmail must show the whole edition, even to the reader with the longest name. */
export const editionSize: Rule<EditionView> = {
  family: 'size',
  codes: ['edition-clipped', 'edition-large'],
  *check({ mail, article }) {
    const bytes = Buffer.byteLength(mail.html);
    if (bytes < largeFrom) return;
    const code = bytes > clippedAt ? 'edition-clipped' : 'edition-large';
    const data = { bytes, limit: clippedAt, heaviest: heaviestBlocks(mail) };
    yield { code, data, at: { file: article.file } };
  },
};

/** The largest blocks of a mail, largest first, each with words to recognise it by. */
function heaviestBlocks({ html, elements }: EditionView['mail']): { words: string; bytes: number }[] {
  return elements
    .filter(({ attribs }) => /(^|\s)block(\s|$)/.test(attribs['class'] ?? ''))
    .map((block) => {
      const source = html.slice(block.startIndex ?? 0, (block.endIndex ?? 0) + 1);
      return { words: quoteOf(block) || block.name, bytes: Buffer.byteLength(source) };
    })
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, 3);
}
