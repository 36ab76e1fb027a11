import { parseInline, plainInline } from '../../content/inline.ts';
import type { EditionView, Rule } from './rule.ts';

/**
 * An inbox shows the subject, the preheader and the first words of the article. None of them should repeat
 * another.
 */
export const preheaderWords: Rule<EditionView> = {
  family: 'subject',
  codes: ['preheader-repeats'],
  *check({ article }) {
    const { preheader, headline, subject = headline, file } = article;
    const own = wordsOf(preheader ?? '');
    if (own.length < 2) return;
    const [paragraph] = article.body.flatMap((block) =>
      typeof block['paragraph'] === 'string' ? [block['paragraph']] : [],
    );
    const others = [
      { what: 'the subject', text: subject },
      { what: 'the headline', text: headline },
      { what: 'the first paragraph', text: plainInline(parseInline(paragraph ?? '')) },
    ];
    const repeated = others.find(({ text }) => beginAlike(own, wordsOf(text)));
    if (repeated === undefined) return;
    yield { code: 'preheader-repeats', data: { what: repeated.what }, at: { file, path: ['preheader'] } };
  },
};

/** This many equal words at the beginning are no coincidence. */
const leastAlike = 5;

function beginAlike(one: readonly string[], other: readonly string[]): boolean {
  const least = Math.min(one.length, other.length);
  const alike = one.findIndex((word, at) => word !== other[at]);
  const count = alike < 0 ? one.length : alike;
  return count >= leastAlike || (count >= 2 && count === least && one.length === other.length);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
