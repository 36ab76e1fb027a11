import { alignTexts } from '../../content/align-texts.ts';
import type { Part } from '../../content/translation/compare-translation.ts';
import { isMasked } from '../../foundation/sources/mask-lines.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';

/** A text of a part in one of the two languages. Each item of a list is a text. */
export interface PartText {
  readonly path: Path;
  readonly text: string;
}

/** A text of a translation with the texts of the source that it translates. */
export interface TextPair {
  readonly field: string;
  /** Undefined for texts of the source that the translation does not have. */
  readonly translation: PartText | undefined;
  readonly sources: readonly PartText[];
}

/**
 * The texts of a part in pairs, in the order of the translation. If a list has more or fewer items than its
 * source, items at the same relative position are paired.
 */
export function pairTexts({ list, translationPath = [], sourcePath = [], ...part }: Part): TextPair[] {
  const own = (field: string, base: Path) => (list === 'fields' ? base : [...base, field]);
  const { source = {}, translation = {} } = part;
  return [...new Set([...Object.keys(translation), ...Object.keys(source)])]
    .flatMap((field): TextPair[] => {
      const theirs = textsOf(source[field], own(field, sourcePath));
      const texts = textsOf(translation[field], own(field, translationPath));
      if (texts.length === 0)
        return theirs.length === 0 ? [] : [{ field, translation: undefined, sources: theirs }];
      const places = counterparts(theirs, texts);
      return texts.map((each, at) => ({
        field,
        translation: each,
        sources: theirs.filter((_, index) => places[index] === at),
      }));
    })
    .filter(isReadable);
}

const isReadable = ({ translation, sources }: TextPair) =>
  ![...(translation ? [translation] : []), ...sources].some(({ text }) => isMasked(text));

function textsOf(words: string | readonly string[] | undefined, path: Path): PartText[] {
  if (words === undefined) return [];
  if (typeof words === 'string') return [{ path, text: words }];
  return words.map((text, at) => ({ path: [...path, at], text }));
}

/** For each text of the source, the index of the translated text to which it belongs. */
function counterparts(theirs: readonly PartText[], texts: readonly PartText[]): number[] {
  if (theirs.length === texts.length) return theirs.map((_, at) => at);
  const places: number[] = [];
  let next = 0;
  for (const pair of alignTexts(
    theirs.map(({ text }) => text),
    texts.map(({ text }) => text),
  )) {
    if (pair.source !== undefined) places[pair.source] = Math.min(pair.translation ?? next, texts.length - 1);
    if (pair.translation !== undefined) next = pair.translation + 1;
  }
  return places;
}
