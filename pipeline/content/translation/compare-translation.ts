import type { Path } from '../../foundation/sources/yaml-tree.ts';
import { alignBlocks, type Known, type Pair } from '../align-blocks.ts';
import { mustTranslate, type Shape, subjectOf } from '../blocks/fields.ts';
import type { ParsedDocument, ParsedItem } from '../parse-document.ts';

import { matchEntries, type WordPair } from './match-entries.ts';
import { type BlockEntry, emptyRecord, type SourceRecord } from './source-record.ts';
import {
  hashWords,
  headPath,
  headWords,
  inHeadOrder,
  isBlank,
  isFootnote,
  type PartList,
  sameWords,
  shapeOf,
  type Words,
  wordsOf,
} from './words.ts';

/**
 * The state of a part of a translation:
 * - `done`: the translation matches the source, or has no record to compare it with (see
 * `recorded`)
 * - `stale`: the source has changed since it was translated; `was` has the former source
 * - `machine`: a machine wrote it, and nobody has accepted it yet
 * - `missing`: the part, or some of its fields (`lacks`), does not exist
 * - `extra`: it has no counterpart in the source
 * - `kept`: a name in the head that is inherited, because the translation does not have its own
 * - `omitted`, `only`: deliberately left out, or deliberately present in one language only
 */
export type PartState = 'done' | 'stale' | 'machine' | 'missing' | 'extra' | 'kept' | 'omitted' | 'only';

/** A part of an issue with its translation: a field of the head, a block, a story or a correction. */
export interface Part {
  /**
   * `headline`; `body.3`, counted in the source; `own.body.4`, counted in the translation if the source has
   * no such part.
   */
  readonly key: string;
  readonly list: PartList;
  /** The kind of the block, the name of the field, `story` or `correction`. */
  readonly kind: string;
  readonly sourcePath: Path | undefined;
  readonly translationPath: Path | undefined;
  readonly source: Words | undefined;
  readonly translation: Words | undefined;
  readonly state: PartState;
  /** The source's words including all names. The record stores these when the translation is accepted. */
  readonly whole: Words | undefined;
  readonly recorded: BlockEntry | undefined;
  readonly was: Words | undefined;
  readonly lacks: readonly string[];
  /** The note for translators in the source file. */
  readonly note: string | undefined;
}

/**
 * Compares a translation with its source, part by part, in reading order. If the translation is undefined,
 * all parts are missing. `sure` tells which blocks belong together, in addition to the record.
 */
export function compareTranslation(
  source: ParsedDocument,
  translation: ParsedDocument | undefined,
  record: SourceRecord = emptyRecord,
  sure: Known = () => 0,
): Part[] {
  const own = translation ?? { ...source, fields: {}, body: [], stories: [], corrections: [] };
  const lists = (['body', 'stories', 'corrections'] as const).flatMap((list) =>
    pairsOf(source, own, list, { entries: record.blocks, sure }).map((pair) => ({ list, pair })),
  );
  const entries = matchEntries(
    lists.map(({ list, pair }) => ({
      source: pairWords(list, pair).source ?? {},
      translation: pairWords(list, pair).whole,
    })),
    record.blocks,
  );
  const blocks = lists.map(({ list, pair }, index) => blockPart(list, pair, entries[index]));
  return [...headParts(source, translation, record), ...blocks];
}

function pairsOf(
  source: ParsedDocument,
  own: ParsedDocument,
  list: 'body' | 'stories' | 'corrections',
  { entries, sure }: { entries: readonly BlockEntry[]; sure: Known },
): Pair[] {
  if (list !== 'corrections') {
    const recorded = knownFrom(entries, list);
    return alignBlocks(source, own, list, (a, b) => Math.max(sure(a, b), recorded(a, b)));
  }
  const length = Math.max(source.corrections.length, own.corrections.length);
  return Array.from({ length }, (_, at) => ({
    source: source.corrections[at],
    translation: own.corrections[at],
  }));
}

/** The pairs of blocks that are known from the record, because their words were accepted together. */
function knownFrom(entries: readonly BlockEntry[], list: PartList): Known {
  if (entries.length === 0) return () => 0;
  const hashes = new Map<ParsedItem, string>();
  const hashOf = (item: ParsedItem, shape: Shape) => {
    const hash = hashes.get(item) ?? hashWords(wordsOf(shape, item.raw));
    hashes.set(item, hash);
    return hash;
  };
  return (source, translation) => {
    const shape = shapeOf(list, source.kind);
    const hash = hashOf(translation, shape);
    const words = wordsOf(shape, source.raw, translation.raw);
    return entries.some(({ from, to }) => to === hash && sameWords(from, words, Object.keys(words))) ? 1 : 0;
  };
}

function pairWords(list: PartList, { source, translation }: Pair) {
  const shape = shapeOf(list, source?.kind ?? translation?.kind);
  return {
    shape,
    source: source && wordsOf(shape, source.raw, translation?.raw),
    translation: translation && wordsOf(shape, translation.raw),
    /** The translation's words with all names, as the record hashes them. */
    whole: translation ? wordsOf(shape, translation.raw) : {},
  };
}

function blockPart(
  list: 'body' | 'stories' | 'corrections',
  pair: Pair,
  entry: BlockEntry | undefined,
): Part {
  const { shape, source, translation } = pairWords(list, pair);
  const lacks = Object.keys(source ?? {}).filter((field) => {
    const schema = shape[field];
    if (schema === undefined || !mustTranslate(schema)) return false;
    // A picture that the translation removes needs no words.
    return pair.translation?.raw[subjectOf(schema) ?? ''] !== null && isBlank(translation?.[field]);
  });
  const state = blockState(pair, lacks, { source: source ?? {}, translation: translation ?? {} }, entry);
  const [key, at] = (pair.source ?? pair.translation)?.path ?? [list, 0];
  return {
    key: `${pair.source ? '' : 'own.'}${key}.${at}`,
    list,
    kind: kindName(list, pair),
    sourcePath: pair.source?.path,
    translationPath: pair.translation?.path,
    source,
    translation: pair.translation?.omit ? undefined : translation,
    state,
    whole: pair.source && wordsOf(shape, pair.source.raw),
    recorded: entry,
    was: state === 'stale' ? entry?.from : undefined,
    lacks: pair.translation?.omit ? [] : lacks,
    note: typeof pair.source?.raw['note'] === 'string' ? pair.source.raw['note'] : undefined,
  };
}

function kindName(list: PartList, { source, translation }: Pair): string {
  if (list === 'stories') return 'story';
  if (list === 'corrections') return 'correction';
  return source?.kind ?? translation?.kind ?? 'block';
}

function blockState(
  { source, translation }: Pair,
  lacks: readonly string[],
  words: WordPair,
  entry: BlockEntry | undefined,
): PartState {
  if (source?.only || translation?.only) return 'only';
  if (translation === undefined) return 'missing';
  if (translation.omit) return 'omitted';
  if (source === undefined) return 'extra';
  if (lacks.length > 0) return 'missing';
  // A broken source may lack words, so a change cannot be recognised.
  if (source.values === undefined) return 'done';
  return recordedState(words, entry?.from, entry?.machine);
}

function recordedState(
  { source, translation }: WordPair,
  from: Words | undefined,
  machine: true | undefined,
): PartState {
  // Include fields that the source has lost but the translation still has.
  const lost = Object.keys(from ?? {}).filter((field) => Object.hasOwn(translation, field));
  const fields = [...new Set([...Object.keys(source), ...lost])];
  if (from !== undefined && !sameWords(from, source, fields)) return 'stale';
  return machine ? 'machine' : 'done';
}

function headParts(
  source: ParsedDocument,
  translation: ParsedDocument | undefined,
  record: SourceRecord,
): Part[] {
  const original = rootOf(source);
  const own = translation === undefined ? {} : rootOf(translation);
  const shape = shapeOf('fields', undefined);
  const [all, theirs] = [headWords(original), headWords(own)];
  return inHeadOrder([...new Set([...Object.keys(all), ...Object.keys(theirs)])]).map((field): Part => {
    const [text, given] = [all[field], theirs[field]];
    const [name = ''] = headPath(field);
    // Names and topics may be the same in every language, so they need no work unless the translation has its
    // own.
    const isOptional = !(shape[name] && mustTranslate(shape[name]));
    const isTakenOut = Object.hasOwn(own, name) && own[name] === null;
    const isKept = text !== undefined && isOptional && given === undefined && !isTakenOut;
    const entry = record.fields[field];
    const words: Words = text === undefined ? {} : { [field]: text };
    const isMissing = text !== undefined && isBlank(given) && !isTakenOut && !isKept;
    const recorded = recordedState(
      { source: words, translation: {} },
      entry && { [field]: entry.from },
      entry?.machine,
    );
    const present = text === undefined ? 'only' : isTakenOut ? 'omitted' : recorded;
    const state: PartState = isMissing ? 'missing' : isKept ? 'kept' : present;
    return {
      key: field,
      list: 'fields',
      kind: isFootnote(field) ? 'footnote' : field,
      sourcePath: text === undefined ? undefined : headPath(field),
      translationPath: given === undefined ? undefined : headPath(field),
      source: text === undefined ? undefined : words,
      translation: given === undefined ? undefined : { [field]: given },
      state,
      whole: text === undefined ? undefined : words,
      recorded: entry && { from: { [field]: entry.from }, to: '', machine: entry.machine },
      was: state === 'stale' && entry ? { [field]: entry.from } : undefined,
      lacks: isMissing ? [field] : [],
      note: undefined,
    };
  });
}

/** The head as written, because even an invalid field has words. */
function rootOf(document: ParsedDocument): Record<string, unknown> {
  return document.reading.tree.value as Record<string, unknown>;
}
