import type { Part } from '../../content/translation/compare-translation.ts';
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
  return [...new Set([...Object.keys(translation), ...Object.keys(source)])].flatMap((field): TextPair[] => {
    const theirs = textsOf(source[field], own(field, sourcePath));
    const texts = textsOf(translation[field], own(field, translationPath));
    if (texts.length === 0)
      return theirs.length === 0 ? [] : [{ field, translation: undefined, sources: theirs }];
    return texts.map((each, at) => ({
      field,
      translation: each,
      sources: theirs.filter((_, index) => sameHeight(index, theirs.length, texts.length) === at),
    }));
  });
}

function textsOf(words: string | readonly string[] | undefined, path: Path): PartText[] {
  if (words === undefined) return [];
  if (typeof words === 'string') return [{ path, text: words }];
  return words.map((text, at) => ({ path: [...path, at], text }));
}

function sameHeight(at: number, from: number, to: number): number {
  return from === to || from === 1 ? Math.min(at, to - 1) : Math.round((at * (to - 1)) / (from - 1));
}
