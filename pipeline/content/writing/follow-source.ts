import { basename } from 'node:path/posix';
import { isDeepStrictEqual } from 'node:util';
import { SourceEditor } from '../../foundation/edits/edit-source.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { type ParsedDocument, parseDocument } from '../parse-document.ts';
import { printRecord, tidyWords } from '../translation/accept-parts.ts';
import { compareTranslation, type Part } from '../translation/compare-translation.ts';
import {
  type BlockEntry,
  emptyRecord,
  type FieldEntry,
  type SourceRecord,
} from '../translation/source-record.ts';
import { hashWords, headWords, sameWords, shapeOf, wordsOf } from '../translation/words.ts';
import { type Arranged, type Arrangement, arrangeList } from './arrange-list.ts';
import type { ListName } from './carry-block.ts';
import { type ArrangedList, type FollowedList, followList } from './follow-list.ts';

/** A translation as it is on disk. */
export interface FollowingTranslation {
  /** The path of its file. */
  readonly file: string;
  readonly text: string;
  readonly document: ParsedDocument;
  readonly record: SourceRecord | undefined;
  /** Its parts, compared with the source before the change. */
  readonly parts: readonly Part[];
}

/** The changes of the source: its values after them, and what was planned for its lists. */
export interface SourceChange {
  readonly root: Readonly<Record<string, unknown>>;
  /** The document after the changes; undefined if it cannot be read. */
  readonly after: () => ParsedDocument | undefined;
  readonly lists: readonly ArrangedList[];
  /** How a list of a translation is arranged. */
  readonly arrangement: (list: ListName) => Omit<Arrangement, 'list' | 'next'>;
}

/** The new contents of the files of a translation. The record is undefined if it stays as it is. */
export interface Followed {
  readonly text: string;
  readonly record: string | undefined;
}

/**
 * Makes the changes of the source in a translation and its record: what belongs to a block moves, is removed,
 * copied, joined and converted with it. What was done stays done if the words are the same. Throws a problem
 * if the form of the file refuses a change.
 */
export function followSource(change: SourceChange, translation: FollowingTranslation): Followed {
  const { file, text, document, record, parts } = translation;
  const root = document.reading.tree.value as Readonly<Record<string, unknown>>;
  const followed = change.lists.map((each) => {
    const items = root[each.list];
    return followList(each, parts, Array.isArray(items) ? items : []);
  });
  const moved = followed.filter((each) => !isSame(each, root[each.list]));
  const edited = moved.length === 0 ? text : arrange(change, translation, moved);
  const planned: SourceRecord = {
    fields: fieldsAfter(change, parts, record),
    blocks: blocksAfter(parts, followed),
  };
  const known = change.lists.some(isRearranged)
    ? withPairs(change, parse(file, edited), followed, planned)
    : planned;
  const isKept = isDeepStrictEqual(known, recordOf(parts, record));
  return { text: edited, record: isKept ? undefined : printRecord(known, basename(file)) };
}

function arrange(
  change: SourceChange,
  { file, text }: FollowingTranslation,
  moved: readonly FollowedList[],
): string {
  const editor = new SourceEditor(createSource(file, text));
  for (const { list, next } of moved) arrangeList(editor, { list, next, ...change.arrangement(list) });
  return editor.text;
}

/** Whether blocks of a list were added, moved, removed, copied, joined or converted. */
function isRearranged({ before, next, joins }: ArrangedList): boolean {
  const stays = (each: Arranged, at: number) => 'from' in each && each.from === at && !each.become;
  return next.length !== before.length || !next.every(stays) || joins.some((each) => each.length > 0);
}

/** Whether the list stays as it is. */
function isSame({ next }: FollowedList, items: unknown): boolean {
  const count = Array.isArray(items) ? items.length : 0;
  return (
    next.length === count &&
    next.every((each, at) => 'from' in each && each.from === at && !each.set && !each.become)
  );
}

function parse(file: string, text: string): ParsedDocument | undefined {
  const reading = parseYaml(createSource(file, text.replace(/^\ufeff/, '')), new Report());
  return reading && parseDocument(reading, 'translation');
}

const lists: readonly ListName[] = ['body', 'stories', 'corrections'];

/** The entries of the record that belong to a part, as they are before the changes. */
function recordOf(parts: readonly Part[], record: SourceRecord = emptyRecord): SourceRecord {
  const names = new Set(parts.filter(({ list }) => list === 'fields').map(({ key }) => key));
  return {
    fields: Object.fromEntries(Object.entries(record.fields).filter(([name]) => names.has(name))),
    blocks: lists.flatMap((list) => entriesOf(parts, list)),
  };
}

const entriesOf = (parts: readonly Part[], list: ListName) =>
  parts.flatMap((part) => (part.list === list && part.recorded ? [part.recorded] : []));

function blocksAfter(parts: readonly Part[], followed: readonly FollowedList[]): BlockEntry[] {
  return lists.flatMap((list) => {
    const changed = followed.find((each) => each.list === list);
    return changed ? changed.pairs.flatMap(({ entry }) => entry ?? []) : entriesOf(parts, list);
  });
}

/** A field whose words have changed and that had no record gets one, so that its translation counts as stale. */
function fieldsAfter(
  { root }: SourceChange,
  parts: readonly Part[],
  record: SourceRecord = emptyRecord,
): SourceRecord['fields'] {
  const now = headWords(root);
  const fields: [string, FieldEntry][] = parts
    .filter(({ list }) => list === 'fields')
    .flatMap(({ key, source, translation, whole }): [string, FieldEntry][] => {
      const known = record.fields[key];
      if (known) return [[key, known]];
      const isChanged = source && translation && now[key] !== undefined && !sameWords(source, now, [key]);
      return isChanged ? [[key, { from: tidyWords(whole ?? source)[key] ?? '' }]] : [];
    });
  return Object.fromEntries(fields);
}

/**
 * The record with the pairs that nothing else tells: where the words of the documents alone would pair the
 * blocks differently, each block that is done is recorded with its translation.
 */
function withPairs(
  change: SourceChange,
  translation: ParsedDocument | undefined,
  followed: readonly FollowedList[],
  record: SourceRecord,
): SourceRecord {
  const source = change.after();
  if (source === undefined || translation === undefined) return record;
  const parts = compareTranslation(source, translation, record);
  const isRight = followed.every(({ list, pairs }) =>
    pairs.every(({ at }, index) => {
      const part = parts.find((each) => each.sourcePath?.[0] === list && each.sourcePath[1] === index);
      return part === undefined || part.translationPath?.[1] === at;
    }),
  );
  if (isRight) return record;
  const blocks = lists.flatMap((list) => {
    const changed = followed.find((each) => each.list === list);
    if (changed === undefined || list === 'corrections') return entriesOf(parts, list);
    return changed.pairs.flatMap(({ at, entry }, index) => {
      const [original, own] = [
        itemAt(source, list, index),
        at === undefined ? undefined : itemAt(translation, list, at),
      ];
      if (entry || original === undefined || own === undefined || own.omit || own.only) return entry ?? [];
      const shape = shapeOf(list, original.kind);
      return { from: tidyWords(wordsOf(shape, original.raw)), to: hashWords(wordsOf(shape, own.raw)) };
    });
  });
  return { fields: record.fields, blocks };
}

const itemAt = (document: ParsedDocument, list: ListName, index: number) =>
  document[list].find(({ path }) => path[1] === index);
