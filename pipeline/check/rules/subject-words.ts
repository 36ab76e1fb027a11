import { isPlaceholder } from '../../content/placeholders.ts';
import { languageData } from '../language/language-data.ts';
import type { EditionView, Finding, Rule } from './rule.ts';

/**
 * A subject must have words, ordinary capitals and punctuation, and no phrases that spam filters look for.
 */
export const subjectWords: Rule<EditionView> = {
  family: 'subject',
  codes: ['subject-wordless', 'subject-shouting', 'subject-spam', 'subject-doubled'],
  *check({ article }) {
    const { file, locale, subject } = article;
    const text = subject ?? article.headline;
    // The placeholder in a draft is not a subject yet. Another check reports it in a ready edition, as an
    // error.
    if (isPlaceholder(text)) return;
    const at = { file, path: [subject === undefined ? 'headline' : 'subject'] };
    yield* checkWords(text, locale, at);
  },
};

function* checkWords(text: string, locale: string, at: Finding['at']): Iterable<Finding> {
  if (!/[\p{L}\p{N}]/u.test(text)) yield { code: 'subject-wordless', data: { text }, at };
  const shout = shouts(text);
  if (shout !== undefined) yield { code: 'subject-shouting', data: { text: shout }, at };
  const small = ` ${text.toLowerCase().replaceAll('\u2019', "'")} `;
  const phrase = spamIn(small, locale);
  if (phrase !== undefined) yield { code: 'subject-spam', data: { phrase }, at };
  const doubled = /(?<!\p{L})(\p{L}{4,}|\p{L}+ \p{L}+)\s+\1(?!\p{L})/iu.exec(text)?.[1];
  if (doubled !== undefined) yield { code: 'subject-doubled', data: { words: doubled }, at };
}

/** The first phrase that spam filters look for. Most subjects contain none, and need no pattern. */
function spamIn(text: string, locale: string): string | undefined {
  return languageData(locale)?.spam.find(
    (each) =>
      text.includes(each) &&
      new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(each)}(?![\\p{L}\\p{N}])`, 'u').test(text),
  );
}

/**
 * The part of a text that shouts: words in capitals that are not an abbreviation, or several exclamation
 * marks.
 */
function shouts(text: string): string | undefined {
  const marks = /!{2,}|\?{3,}|[!?]*(?:!\?|\?!)[!?]+/.exec(text)?.[0];
  if (marks !== undefined) return marks;
  const words = text.match(/\p{Lu}{4,}(?!\p{Ll})/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return words.length >= 2 && letters >= 12 && capitals / letters > 0.6 ? text : undefined;
}
