import { type Inline, parseInline, plainInline } from '../../content/inline.ts';
import { partName } from '../../content/translation/check-translations.ts';
import type { Part } from '../../content/translation/compare-translation.ts';
import { isBlank, joinWords } from '../../content/translation/words.ts';
import type { Place } from '../../foundation/problems/place.ts';
import type { Tree } from '../../foundation/sources/yaml-tree.ts';
import { placeOfCounterpart, placeOfRange } from '../parts/place-in-text.ts';
import { type PartText, pairTexts, type TextPair } from '../parts/texts-of-part.ts';
import type { Finding, Rule, TranslationView } from './rule.ts';

/**
 * A translation must have the links, code, footnotes and strong words of its source. A translator may
 * join two links or strong words. Emphasis is not compared: it marks titles and foreign words, which differ between
 * languages.
 */
export const translatedMarkup: Rule<TranslationView> = {
  family: 'translation',
  codes: ['translation-links', 'translation-markup'],
  *check({ translation, parts }) {
    const { tree } = translation.reading;
    for (const part of parts) {
      if (part.list === 'fields' || part.source === undefined || part.translation === undefined) continue;
      // Another check reports missing texts.
      if ([part.source, part.translation].map(joinWords).some(isBlank)) continue;
      const pairs = pairTexts(part).map(readPair);
      for (const kind of kinds) yield* compare(kind, part, pairs, tree);
    }
  },
};

interface Kind {
  readonly type: 'link' | 'strong' | 'code' | 'note';
  /** The name of this kind in messages. */
  readonly what: string;
  /** Whether a translation must have as many as its source. If not, a different number gets only a note. */
  readonly isCounted: boolean;
}

const kinds: readonly Kind[] = [
  { type: 'link', what: 'links', isCounted: false },
  { type: 'strong', what: 'strong words', isCounted: false },
  { type: 'code', what: 'code', isCounted: true },
  { type: 'note', what: 'footnotes', isCounted: true },
];

interface ReadText extends PartText {
  readonly nodes: readonly Inline[];
}

interface ReadPair {
  readonly own: ReadText | undefined;
  readonly sources: readonly ReadText[];
}

function readPair({ translation, sources }: TextPair): ReadPair {
  const read = (each: PartText): ReadText => ({ ...each, nodes: parseInline(each.text) });
  return { own: translation && read(translation), sources: sources.map(read) };
}

/** Compares the marks of one kind. In a list, markup may move to another item. */
function* compare(kind: Kind, part: Part, pairs: readonly ReadPair[], tree: Tree): Iterable<Finding> {
  const sides = pairs.map(({ own, sources }) => ({
    here: own ? marksOf(own, kind.type) : [],
    there: sources.flatMap((source) => marksOf(source, kind.type)),
  }));
  const difference = ({ here, there }: Side) => here.length - there.length;
  const total = sides.reduce((sum, side) => sum + difference(side), 0);
  for (const [at, side] of sides.entries()) {
    const pair = pairs[at];
    if (pair === undefined || total * difference(side) <= 0) continue;
    if (kind.type === 'strong' && isEmphasis(pair, total > 0)) continue;
    const place = placeOf(tree, pair, side) ?? tree.place(part.translationPath ?? []);
    const [source, translation] = [side.there.length, side.here.length];
    const isNote = !kind.isCounted && source > 0 && translation > 0;
    const common = { at: place, ...(isNote && { severity: 'note' as const }) };
    const data = { part: partName(part), what: kind.what, source, translation };
    if (kind.type === 'link') yield { code: 'translation-links', data, ...common };
    else yield { code: 'translation-markup', data, ...common };
  }
}

/** Whether emphasis takes the place of strong words: the side with fewer strong words has more emphasis. */
function isEmphasis({ own, sources }: ReadPair, isAdded: boolean): boolean {
  const count = (texts: readonly ReadText[]) => texts.flatMap((each) => marksOf(each, 'emphasis')).length;
  const more = count(own ? [own] : []) - count(sources);
  return isAdded ? more < 0 : more > 0;
}

/** Marked words: their text, or the address of a link, or the mark of a footnote. */
interface Mark {
  readonly words: string;
  readonly text: ReadText;
}

interface Side {
  readonly here: readonly Mark[];
  readonly there: readonly Mark[];
}

function marksOf(text: ReadText, type: Kind['type'] | 'emphasis'): Mark[] {
  return within(text.nodes, type).map((node) => ({ words: wordsOf(node), text }));
}

function within(nodes: readonly Inline[], type: string): Inline[] {
  return nodes.flatMap((node) => [
    ...(node.type === type ? [node] : []),
    ...('children' in node ? within(node.children, type) : []),
  ]);
}

function wordsOf(node: Inline): string {
  if (node.type === 'link') return node.address;
  return node.type === 'note' ? `[^${node.label}]` : plainInline([node]);
}

/** The place of added markup, or of the sentence that should have the lost markup. */
function placeOf(tree: Tree, { own }: ReadPair, { here, there }: Side): Place | undefined {
  if (own === undefined) return undefined;
  const isAdded = here.length > there.length;
  const [marks, others] = isAdded ? [here, there] : [there, here];
  const mark = marks.find(({ words }) => !others.some((other) => other.words === words)) ?? marks.at(-1);
  if (mark === undefined) return undefined;
  const start = Math.max(0, mark.text.text.indexOf(mark.words));
  if (!isAdded) return placeOfCounterpart(tree, own, mark.text.text, start);
  return placeOfRange(tree, own, { start, end: start + mark.words.length });
}
