import vague from '../data/vague-links.json' with { type: 'json' };
import { templatePlace } from '../mail/template-place.ts';
import { nameOf } from '../mail/words.ts';
import type { EditionView, Rule } from './rule.ts';

/** The text of a link must name its target, for people who hear only the link. */
export const linkText: Rule<EditionView> = {
  family: 'accessibility',
  codes: ['link-text-empty', 'link-text-vague'],
  *check({ article, edition, mail, templates }) {
    const words = vagueWords(edition.locale);
    for (const element of mail.elements) {
      const { href } = element.attribs;
      if (element.name !== 'a' || href === undefined) continue;
      const text = nameOf(element);
      if (text === '') {
        yield { code: 'link-text-empty', data: { href }, at: templatePlace(templates, href) };
      } else if (words.has(text.toLowerCase().replace(/[.!:…\s]+$/, ''))) {
        const at = { file: article.file, words: [`[${text}](`, text] };
        yield { code: 'link-text-vague', data: { text }, at };
      }
    }
  },
};

function vagueWords(locale: string): ReadonlySet<string> {
  const [language = ''] = locale.split('-');
  return new Set((vague as Record<string, string[]>)[language] ?? []);
}
