import type { Place } from '../../foundation/problems/place.ts';
import type { Tree } from '../../foundation/sources/yaml-tree.ts';
import { type Range, sentencesIn } from '../language/sentences-in.ts';
import type { PartText } from './texts-of-part.ts';

/** The place in the file of a range of a text, such as a number. */
export function placeOfRange(tree: Tree, { path, text }: PartText, { start, end }: Range): Place {
  const piece = text.slice(start, end);
  let place = tree.placeOfText(path, piece);
  for (let at = text.indexOf(piece); at >= 0 && at < start; at = text.indexOf(piece, at + piece.length))
    place = tree.placeOfText(path, piece, place.end);
  return place;
}

/**
 * The sentence in a translation that corresponds to an offset in its source. If both have equally many
 * sentences, it is the one with the same number, otherwise the one at the same relative position.
 */
export function placeOfCounterpart(tree: Tree, own: PartText, source: string, offset: number): Place {
  const [theirs, ours] = [sentencesIn(source), sentencesIn(own.text)];
  const at = theirs.findIndex(({ end }) => offset < end);
  const found = theirs[at];
  if (found === undefined || ours.length === 0) return tree.place(own.path);
  const height = ((found.start + found.end) / 2 / source.length) * own.text.length;
  const sentence = theirs.length === ours.length ? ours[at] : ours.find(({ end }) => height <= end);
  return sentence ? placeOfRange(tree, own, sentence) : tree.place(own.path);
}
