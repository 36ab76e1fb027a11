import { blockDefinition, isBlockKind } from '../blocks/registry.ts';
import { correctionShape, storyShape } from '../issue-schema.ts';
import { tidyWords } from '../translation/accept-parts.ts';
import type { Part } from '../translation/compare-translation.ts';
import type { BlockEntry } from '../translation/source-record.ts';
import { joinWords as allWords, hashWords, sameWords, type Words, wordsOf } from '../translation/words.ts';
import { type CarriedKind, carryWords, joinWords, type Values } from './carry-words.ts';

/** A block of the source and its translation, as both files have them before a change. */
export interface CarriedPair {
  readonly part: Part;
  readonly source: Values;
  readonly own: Values;
}

export type ListName = 'body' | 'stories' | 'corrections';

/** The kind of a block in the file. A block that cannot be read has no fields. */
export function kindOf(list: ListName, values: Values): CarriedKind {
  if (list === 'stories') return { main: 'summary', shape: storyShape };
  if (list === 'corrections') return { main: 'text', shape: correctionShape };
  const kinds = Object.keys(values).filter(isBlockKind);
  const [kind = ''] = kinds;
  return kinds.length === 1 ? { main: kind, shape: blockDefinition(kind).shape } : { main: '', shape: {} };
}

/**
 * The translation of a block that becomes another kind or takes over the words of others, and its record.
 * What was done stays done if the source has the same words as before. `now` is the block of the source
 * after the change, and the first pair is that block before it. Undefined if no words are left.
 */
export function carryBlock(
  list: ListName,
  now: Values,
  pairs: readonly CarriedPair[],
): { readonly values: Values; readonly entry: BlockEntry | undefined } | undefined {
  const kind = kindOf(list, now);
  const carry = (blocks: readonly Values[], all: boolean) => {
    const each = blocks.map((values, at) => {
      const from = kindOf(list, pairs[at]?.source ?? {});
      return from.main === kind.main ? values : carryWords(values, from, kind, all);
    });
    return joinWords(each, kind, now);
  };
  const all = !isSaid(
    carry(
      pairs.map(({ source }) => source),
      false,
    ),
    now,
    kind,
  );
  const carried = carry(
    pairs.map(({ own }) => own),
    all,
  );
  const values = withKind(carried, now, kind);
  const entry = entryOf(kind, now, values, {
    parts: pairs.map(({ part }) => part),
    from: carry(
      pairs.map(({ part }) => part.recorded?.from ?? part.whole ?? {}),
      all,
    ) as Words,
  });
  return values && { values, entry };
}

/** A block without words of its own names its kind as the source does, so that it is a block. */
function withKind(carried: Values, now: Values, { main, shape }: CarriedKind): Values | undefined {
  if (Object.keys(carried).some((name) => Object.hasOwn(shape, name))) return carried;
  const isText = allWords(wordsOf(shape, { [main]: now[main] })) !== '';
  return isText ? undefined : { [main]: now[main], ...carried };
}

function entryOf(
  { shape }: CarriedKind,
  now: Values,
  own: Values | undefined,
  { parts, from }: { readonly parts: readonly Part[]; readonly from: Words },
): BlockEntry | undefined {
  if (own === undefined) return undefined;
  const whole = wordsOf(shape, now);
  const isSame = Object.keys(wordsOf(shape, now, own)).every(
    (name) => bare(from[name]) === bare(whole[name]),
  );
  if (isSame && parts.every(({ recorded }) => recorded === undefined)) return undefined;
  const isMachine = parts.some(({ recorded }) => recorded?.machine);
  return {
    from: tidyWords(isSame ? whole : wordsOf(shape, from)),
    to: hashWords(wordsOf(shape, own)),
    ...(isMachine && { machine: true }),
  };
}

/** Whether the source, carried in the same way, has the words that it was given. */
const isSaid = (carried: Values, now: Values, { shape }: CarriedKind) =>
  bare(allWords(wordsOf(shape, carried))) === bare(allWords(wordsOf(shape, now)));

/** A text without its spaces and line breaks. */
const bare = (text: string | readonly string[] | undefined) =>
  [text ?? '']
    .flat()
    .join('')
    .replace(/[\s\\]+/g, '');

/**
 * The record of a block whose words may have changed in the source. If it had none, the words before are
 * recorded now, so that its translation counts as stale.
 */
export function entryAfter(
  list: ListName,
  now: Values,
  { part, source, own }: CarriedPair,
): BlockEntry | undefined {
  const { shape } = kindOf(list, source);
  const words = wordsOf(shape, own);
  const [before, after] = [wordsOf(shape, source, own), wordsOf(shape, now, own)];
  const isSame = sameWords(before, after, Object.keys({ ...before, ...after }));
  if (part.recorded || isSame || allWords(words) === '') return part.recorded;
  return { from: tidyWords(wordsOf(shape, source)), to: hashWords(words) };
}
