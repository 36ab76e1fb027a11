import { type Inline, parseInline } from '../../content/inline.ts';
import { partName } from '../../content/translation/check-translations.ts';
import type { Part } from '../../content/translation/compare-translation.ts';
import { joinWords } from '../../content/translation/words.ts';
import { compareAddresses } from '../links/compare-addresses.ts';
import { placeOfRange } from '../parts/place-in-text.ts';
import { type PartText, pairTexts } from '../parts/texts-of-part.ts';
import type { Rule, TranslationView } from './rule.ts';

/**
 * A link of a translation must lead where the link of its source leads, or to the same page in its own
 * language. Only texts with as many links as their source are compared: others are reported for the number.
 */
export const translatedAddresses: Rule<TranslationView> = {
  family: 'translation',
  codes: ['translation-address'],
  *check({ translation, parts }) {
    const all = parts.map((part) => linksOf(part));
    const text = parts
      .map(({ translation: own }) => joinWords(own ?? {}).replace(/\]\([^)]*\)/g, ']'))
      .join('\n');
    for (const [at, part] of parts.entries()) {
      const { here, there } = all[at] ?? { here: [], there: [] };
      // The addresses of a stale part may have changed, which is reported.
      if (here.length !== there.length || part.state === 'stale') continue;
      const own = here.filter(({ address }) => !there.some((each) => each.address === address));
      const source = there.filter(({ address }) => !here.some((each) => each.address === address));
      for (const [index, link] of own.entries()) {
        const expected = source[index]?.address;
        if (expected === undefined) continue;
        const isMoved = all.some(
          (each, other) => other !== at && has(each.there, link) && !has(each.here, link),
        );
        const change = compareAddresses(expected, link.address, text);
        if (!isMoved && change !== 'typo' && change !== 'other') continue;
        const data = { part: partName(part), source: expected, translation: link.address };
        const start = Math.max(0, link.text.text.indexOf(link.address));
        const range = { start, end: start + link.address.length };
        yield {
          code: 'translation-address',
          data,
          at: placeOfRange(translation.reading.tree, link.text, range),
        };
      }
    }
  },
};

interface TextLink {
  readonly address: string;
  readonly text: PartText;
}

const has = (links: readonly TextLink[], { address }: TextLink) =>
  links.some((each) => each.address === address);

function linksOf(part: Part): { here: TextLink[]; there: TextLink[] } {
  if (part.source === undefined || part.translation === undefined) return { here: [], there: [] };
  const pairs = pairTexts(part);
  return {
    here: pairs.flatMap(({ translation }) => (translation ? linksIn(translation) : [])),
    there: pairs.flatMap(({ sources }) => sources.flatMap(linksIn)),
  };
}

function linksIn(text: PartText): TextLink[] {
  return addressesIn(parseInline(text.text)).map((address) => ({ address, text }));
}

function addressesIn(nodes: readonly Inline[]): string[] {
  return nodes.flatMap((node) => [
    ...(node.type === 'link' ? [node.address] : []),
    ...('children' in node ? addressesIn(node.children) : []),
  ]);
}
