import { type Inline, linksOf, parseInline } from '../../content/inline.ts';
import { partName } from '../../content/translation/check-translations.ts';
import { isBlank, joinWords } from '../../content/translation/words.ts';
import type { Rule, TranslationView } from './rule.ts';

/**
 * A part with links, code, footnotes or strong words in one language must have them in the other. Their
 * number may differ. Emphasis is not compared: it marks titles and foreign words, which differ between
 * languages.
 */
export const translatedMarkup: Rule<TranslationView> = {
  family: 'translation',
  codes: ['translation-links', 'translation-markup'],
  *check({ translation, parts }) {
    for (const part of parts) {
      if (part.list === 'fields' || part.source === undefined || part.translation === undefined) continue;
      const texts = [part.source, part.translation].map(joinWords);
      // A missing text is reported as missing.
      if (texts.some(isBlank)) continue;
      const [original, own] = texts.map(parseInline);
      if (original === undefined || own === undefined) continue;
      const at = translation.reading.tree.place(part.translationPath ?? []);
      const name = partName(part);
      const [there, here] = [linksOf(original).length, linksOf(own).length];
      if ((there === 0) !== (here === 0))
        yield { code: 'translation-links', data: { part: name, source: there, translation: here }, at };
      for (const { what, types, alike } of kinds) {
        const [before, after] = [count(original, types), count(own, types)];
        if ((before === 0) === (after === 0)) continue;
        if (count(before === 0 ? original : own, alike) > 0) continue;
        yield { code: 'translation-markup', data: { part: name, what, isLost: after === 0 }, at };
      }
    }
  },
};

const kinds = [
  { what: 'strong words', types: ['strong'], alike: ['emphasis'] },
  { what: 'code', types: ['code'], alike: [] },
  { what: 'footnotes', types: ['note'], alike: [] },
];

function count(nodes: readonly Inline[], types: readonly string[]): number {
  return nodes.reduce(
    (sum, node) =>
      sum + Number(types.includes(node.type)) + ('children' in node ? count(node.children, types) : 0),
    0,
  );
}
