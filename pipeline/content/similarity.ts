import { hasWords, type Shape } from './blocks/fields.ts';
import type { ParsedItem } from './parse-document.ts';

/** How well a block of a translation fits a block of the source, from 0 to 1. */
export type Similarity = (source: ParsedItem, translation: ParsedItem) => number;

/** Features of a text that survive translation. */
interface Traits {
  readonly length: number;
  readonly digits: readonly string[];
  readonly links: readonly string[];
  readonly names: readonly string[];
  /** Emphasis, code, links, quotation marks, and the ends of sentences. */
  readonly marks: readonly string[];
}

/**
 * The variance of the length of a translation per character of its source (Gale and Church 1993, section
 * 3.2).
 */
const variance = 6.8;

/** Compares blocks by their texts and their fields. */
export function createSimilarity(
  originals: readonly ParsedItem[],
  own: readonly ParsedItem[],
  shapeOf: (item: ParsedItem) => Shape,
): Similarity {
  const texts = new Map([...originals, ...own].map((item) => [item, wordsOf(item, shapeOf(item))]));
  const textOf = (item: ParsedItem) => texts.get(item) ?? '';
  const shares = compareTexts(originals.map(textOf), own.map(textOf));
  return (source, translation) =>
    mean([
      ...shares(textOf(source), textOf(translation)),
      { weight: 2, share: ownFields(source, translation) },
    ]);
}

/** Compares texts such as the items of a list, from 0 to 1. Words that occur in both languages count too. */
export function createTextSimilarity(
  originals: readonly string[],
  own: readonly string[],
): (source: string, translation: string) => number {
  const shares = compareTexts(originals, own);
  const words = (text: string) => text.match(/[\p{L}\p{N}]{2,}/gu)?.slice(0, 200) ?? [];
  return (source, translation) =>
    mean([...shares(source, translation), { weight: 2, share: common(words(source), words(translation)) }]);
}

/** How far two texts agree in one trait. `share` is undefined if neither text has the trait. */
interface Share {
  readonly weight: number;
  readonly share: number | undefined;
}

/** The mean lengths of both lists show how much longer the translation is than the source. */
function compareTexts(originals: readonly string[], own: readonly string[]) {
  const traits = new Map([...originals, ...own].map((text) => [text, traitsOf(text)]));
  const meanLength = (texts: readonly string[]) =>
    texts.reduce((sum, text) => sum + (traits.get(text)?.length ?? 0), 1) / Math.max(1, texts.length);
  const ratio = Math.min(3, Math.max(1 / 3, meanLength(own) / meanLength(originals)));
  return (source: string, translation: string): Share[] => {
    const [a, b] = [traits.get(source), traits.get(translation)];
    if (a === undefined || b === undefined) return [];
    return [
      { weight: 2, share: likeLength(a.length, b.length, ratio) },
      { weight: 2, share: common(a.digits, b.digits) },
      { weight: 3, share: common(a.links, b.links) },
      { weight: 1, share: common(a.names, b.names) },
      { weight: 1, share: common(a.marks, b.marks) },
    ];
  };
}

function mean(shares: readonly Share[]): number {
  const known = shares.flatMap(({ weight, share }) => (share === undefined ? [] : [{ weight, share }]));
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  return known.reduce((sum, { weight, share }) => sum + weight * share, 0) / Math.max(1, weights);
}

/** The probability that the length of a translation deviates at least this far from the expected length. */
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

/**
 * The share of entries that two lists have in common (Dice); undefined if both are empty, which proves
 * nothing.
 */
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

/**
 * The share of a translation's fields that its source has too. A field that the source lacks translates
 * nothing.
 */
function ownFields({ raw }: ParsedItem, translation: ParsedItem): number | undefined {
  const fields = Object.keys(translation.raw).filter((field) => !['id', 'note', 'omit'].includes(field));
  if (fields.length === 0) return undefined;
  return fields.filter((field) => Object.hasOwn(raw, field)).length / fields.length;
}

/** Only words count, because a translation inherits addresses and pictures. */
function wordsOf({ raw }: ParsedItem, shape: Shape): string {
  const texts = Object.entries(raw)
    .filter(([field]) => shape[field] === undefined || hasWords(shape[field]))
    .filter(([field]) => field !== 'id' && field !== 'note')
    .flatMap(([, value]) => [value].flat())
    .filter((each) => typeof each === 'string');
  return texts.join(' ');
}

function traitsOf(text: string): Traits {
  const words = text.replace(/\bhttps?:[^\s)>]+|\]\([^)]*\)/g, ' ');
  return {
    length: words.length,
    digits: words.match(/\d+/g)?.slice(0, 200) ?? [],
    links: text.match(/\b(?:https?|mailto):[^\s)>]+/g)?.slice(0, 200) ?? [],
    marks: text.match(/\*+|`|\]\(|"|[!?]|[.:]$/g)?.slice(0, 200) ?? [],
    // Capitalised words that do not begin a sentence.
    names: words.match(/(?<=[\p{Ll},] )\p{Lu}[\p{L}\p{M}]+/gu)?.slice(0, 200) ?? [],
  };
}
