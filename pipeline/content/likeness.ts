import { hasWords, type Shape } from './blocks/fields.ts';
import type { ParsedItem } from './parse-document.ts';

/** How well a block of a translation fits one of the source, from 0 to 1. */
export type Likeness = (source: ParsedItem, translation: ParsedItem) => number;

/** What a translation keeps of a text. */
interface Traits {
  readonly length: number;
  readonly digits: readonly string[];
  readonly links: readonly string[];
  readonly names: readonly string[];
  /** Emphasis, code, links and quotation marks. */
  readonly marks: readonly string[];
}

/** The variance of a translation's length per character of its source (Gale and Church 1993, section 3.2). */
const variance = 6.8;

/** Compares blocks. The mean lengths of both lists tell how much longer the translation is than its source. */
export function createLikeness(
  originals: readonly ParsedItem[],
  own: readonly ParsedItem[],
  shapeOf: (item: ParsedItem) => Shape,
): Likeness {
  const traits = new Map([...originals, ...own].map((item) => [item, traitsOf(item, shapeOf(item))]));
  const mean = (items: readonly ParsedItem[]) =>
    items.reduce((sum, item) => sum + (traits.get(item)?.length ?? 0), 1) / Math.max(1, items.length);
  const ratio = Math.min(3, Math.max(1 / 3, mean(own) / mean(originals)));
  return (source, translation) => {
    const [a, b] = [traits.get(source), traits.get(translation)];
    if (a === undefined || b === undefined) return 0;
    const shares = [
      { weight: 2, share: likeLength(a.length, b.length, ratio) },
      { weight: 2, share: common(a.digits, b.digits) },
      { weight: 3, share: common(a.links, b.links) },
      { weight: 1, share: common(a.names, b.names) },
      { weight: 1, share: common(a.marks, b.marks) },
      { weight: 2, share: ownFields(source, translation) },
    ].filter((each): each is { weight: number; share: number } => each.share !== undefined);
    const weights = shares.reduce((sum, { weight }) => sum + weight, 0);
    return shares.reduce((sum, { weight, share }) => sum + weight * share, 0) / weights;
  };
}

/** The probability that a translation of this length differs from what is expected by as much as it does. */
function likeLength(source: number, translation: number, ratio: number): number {
  if (source === 0 && translation === 0) return 1;
  const expected = source * ratio;
  const deviation =
    Math.abs(translation - expected) / Math.sqrt(Math.max(1, (source + translation / ratio) / 2) * variance);
  return 2 * (1 - normal(deviation));
}

/** The standard normal distribution (Abramowitz and Stegun 1964, 26.2.17). */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const tail = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429].reduce(
    (sum, factor, at) => sum + factor * t ** (at + 1),
    0,
  );
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}

/** The share that two lists have in common (Dice); undefined where both are empty, which tells nothing. */
function common(a: readonly string[], b: readonly string[]): number | undefined {
  if (a.length + b.length === 0) return undefined;
  const left = [...b];
  let both = 0;
  for (const each of a) {
    const at = left.indexOf(each);
    if (at < 0) continue;
    left.splice(at, 1);
    both++;
  }
  return (2 * both) / (a.length + b.length);
}

/** The share of a translation's fields that its source has too: the others would translate nothing. */
function ownFields({ raw }: ParsedItem, translation: ParsedItem): number | undefined {
  const fields = Object.keys(translation.raw).filter((field) => !['id', 'note', 'omit'].includes(field));
  if (fields.length === 0) return undefined;
  return fields.filter((field) => Object.hasOwn(raw, field)).length / fields.length;
}

/** Only words count: a translation has no addresses and pictures of its own. */
function traitsOf({ raw }: ParsedItem, shape: Shape): Traits {
  const texts = Object.entries(raw)
    .filter(([field]) => shape[field] === undefined || hasWords(shape[field]))
    .filter(([field]) => field !== 'id' && field !== 'note')
    .flatMap(([, value]) => [value].flat())
    .filter((each) => typeof each === 'string');
  const whole = texts.join(' ');
  const words = whole.replace(/\bhttps?:[^\s)>]+|\]\([^)]*\)/g, ' ');
  return {
    length: words.length,
    digits: words.match(/\d+/g)?.slice(0, 200) ?? [],
    links: whole.match(/\b(?:https?|mailto):[^\s)>]+/g)?.slice(0, 200) ?? [],
    marks: whole.match(/\*+|`|\]\(|"/g)?.slice(0, 200) ?? [],
    // A word with a capital that does not begin a sentence.
    names: words.match(/(?<=[\p{Ll},] )\p{Lu}[\p{L}\p{M}]+/gu)?.slice(0, 200) ?? [],
  };
}
