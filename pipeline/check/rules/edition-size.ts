import { quoteOf } from '../mail/words.ts';
import type { EditionView, Rule } from './rule.ts';

/** Gmail shows the first 102 kB of a message's HTML and hides the rest behind a link. In bytes. */
const clippedAt = 102_000;

/** From this size on, a correction or one more story may take an edition over the limit. */
const largeFrom = 90_000;

/** Gmail shows an edition as a whole, even to the reader with the longest name. */
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

/** The largest blocks of a mail in descending order, each with words that identify it. */
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
