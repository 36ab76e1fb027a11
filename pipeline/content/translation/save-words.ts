import { basename } from 'node:path/posix';
import type { Change } from '../../foundation/edits/change.ts';
import { editSource } from '../../foundation/edits/edit-source.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { fail } from '../../foundation/problems/problem.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import type { Known } from '../align-blocks.ts';
import { hasWords } from '../blocks/fields.ts';
import { type ParsedDocument, parseDocument } from '../parse-document.ts';
import { acceptParts, printRecord } from './accept-parts.ts';
import { compareTranslation, type Part } from './compare-translation.ts';
import { misspeltKeys } from './misspelt-keys.ts';
import type { SourceRecord } from './source-record.ts';
import { flatten, headPath, isFootnote, sameWords, shapeOf, type Words } from './words.ts';

/** A translator's words for one part, with the words that the screen showed. */
export interface WordsToSave {
  /**
   * The key of the part and the source's words that were shown. Both identify the part, because blocks may
   * have moved since.
   */
  readonly part: string;
  readonly seen: Words;
  /** The translation's words that were shown. If these are not the current ones, nothing is saved. */
  readonly base: Words;
  readonly words: Words;
  /** Set for a machine's draft that no person has accepted yet. */
  readonly machine?: boolean | undefined;
}

/** The translation of an issue as it is on disk. */
export interface TranslationOnDisk {
  readonly source: ParsedDocument;
  /** The text of the file; undefined if the file does not exist yet. */
  readonly text: string | undefined;
  /** The path of the file in the publication. */
  readonly file: string;
  readonly record: SourceRecord | undefined;
}

/**
 * The new content of the two files. If the part on disk is not the one that was shown, this is the current
 * part instead.
 */
export type SaveResult =
  | { readonly kind: 'saved'; readonly text: string; readonly record: string }
  | { readonly kind: 'conflict'; readonly current: Part | undefined };

const beginning = `# yaml-language-server: $schema=../../docs/schema/translation.schema.json\nstatus: draft\n`;

/** An empty file starts with the same text as a new one. */
const textOf = ({ text = '' }: TranslationOnDisk) => (text.trim() === '' ? beginning : text);

/** Puts words into the text of a translation, and records their source. Does not write to disk. */
export function saveWords(disk: TranslationOnDisk, save: WordsToSave): SaveResult {
  const text = textOf(disk);
  const parts = partsOf(disk, text);
  const part = findPart(parts, save);
  if (part === undefined || !isAsShown(part, save.base)) return { kind: 'conflict', current: part };
  refuseUnknown(disk, part, save.words);
  const changes = changesOf(disk, part, parts, save.words);
  const edited = edit(disk, text, changes);
  const after = partsOf(disk, edited, translates(part, changes));
  const saved = findPart(after, save) ?? after.find(({ key }) => key === part.key);
  const record = acceptParts(after, {
    accepts: (each) => each === saved,
    machine: save.machine ?? false,
    seen: save.seen,
  });
  return { kind: 'saved', text: edited, record: printRecord(record, basename(disk.file)) };
}

function read({ file }: TranslationOnDisk, text: string): ParsedDocument | undefined {
  const reading = parseYaml(createSource(file, text), new Report());
  return reading && parseDocument(reading, 'translation');
}

function partsOf(disk: TranslationOnDisk, text: string, sure?: Known): Part[] {
  return compareTranslation(disk.source, read(disk, text), disk.record, sure);
}

/** The new block belongs to its source block, even if its words are more similar to those of another. */
function translates({ list, sourcePath, translationPath }: Part, changes: readonly Change[]): Known {
  const inserted = changes.find((change) => change.kind === 'insert');
  const at = inserted ? inserted.index : translationPath?.[1];
  return (source, translation) =>
    source.path[0] === list && source.path[1] === sourcePath?.[1] && translation.path[1] === at ? 1 : 0;
}

/**
 * Finds the part by its key, if it still has the words that were shown, and otherwise by those words. If only
 * the source has changed, finds the part that still has the translation that was shown.
 */
function findPart(parts: readonly Part[], { part: key, seen, base }: WordsToSave): Part | undefined {
  const says = (part: Part) => sameWords(part.whole ?? {}, seen, Object.keys({ ...part.whole, ...seen }));
  return (
    parts.find((part) => part.key === key && says(part)) ??
    parts.find((part) => part.whole && says(part)) ??
    parts.find((part) => part.key === key && Object.keys(base).length > 0 && isAsShown(part, base))
  );
}

function isAsShown({ translation }: Part, base: Words): boolean {
  const fields = new Set([...Object.keys(translation ?? {}), ...Object.keys(base)]);
  return [...fields].every((field) => flatten(translation?.[field]) === flatten(base[field]));
}

/** Throws `unknown-key` for a field that is not a text of this part. */
function refuseUnknown({ file }: TranslationOnDisk, { list, kind, key }: Part, words: Words): void {
  const shape = shapeOf(list, kind);
  const known =
    list === 'fields' ? [key] : Object.keys(shape).filter((field) => shape[field] && hasWords(shape[field]));
  const stranger = Object.keys(words).find((field) => !known.includes(field));
  if (stranger !== undefined) fail('unknown-key', { key: stranger, where: `the ${kind}`, known }, { file });
}

/** Renames a misspelt key of a translation if it still exists. */
export function mendKey(
  disk: TranslationOnDisk,
  request: { part: string; key: string; meant: string },
): SaveResult {
  const text = textOf(disk);
  const document = read(disk, text);
  const part = compareTranslation(disk.source, document, disk.record).find(({ key }) => key === request.part);
  const found =
    part &&
    misspeltKeys(part, document).find(({ key, meant }) => key === request.key && meant === request.meant);
  if (found === undefined) return { kind: 'conflict', current: part };
  const edited = edit(disk, text, [{ kind: 'rename', path: found.path, key: found.meant }]);
  const record = acceptParts(partsOf(disk, edited), { accepts: () => false });
  return { kind: 'saved', text: edited, record: printRecord(record, basename(disk.file)) };
}

/** The changes that put words into a part, in the order in which to make them. */
function changesOf(
  { source }: TranslationOnDisk,
  part: Part,
  parts: readonly Part[],
  words: Words,
): Change[] {
  if (part.list === 'fields') return [setField(part, parts, words)];
  const { translationPath } = part;
  if (translationPath === undefined || part.state === 'omitted')
    return [insertPart(part, parts, blockOf(part, words, source))];
  return Object.entries(words).flatMap(([field, value]): Change[] => {
    if (isUnchanged(part, field, value)) return [];
    const path = [...translationPath, field];
    const before = part.translation?.[field];
    const isItemwise = Array.isArray(value) && Array.isArray(before) && value.length === before.length;
    if (!isItemwise) return [{ kind: 'set', path, value }];
    return value.flatMap((item, at) =>
      item === before[at] ? [] : { kind: 'set', path: [...path, at], value: item },
    );
  });
}

function edit({ file }: TranslationOnDisk, text: string, changes: readonly Change[]): string {
  return changes.reduce((before, change) => editSource(createSource(file, before), change), text);
}

const isUnchanged = (part: Part, field: string, value: Words[string]) =>
  JSON.stringify(part.translation?.[field]) === JSON.stringify(value);

/**
 * A new field goes after the fields that precede it in the head. The first footnote also creates their map.
 */
function setField({ key }: Part, parts: readonly Part[], words: Words): Change {
  const path = headPath(key);
  const own = parts.filter(({ list, translationPath }) => list === 'fields' && translationPath !== undefined);
  const before = parts.slice(
    0,
    parts.findIndex((part) => part.list === 'fields' && part.key === key),
  );
  const [name = '', label] = path;
  if (label !== undefined && own.some((part) => isFootnote(part.key))) {
    return {
      kind: 'set',
      path,
      value: words[key],
      after: before.filter((part) => isFootnote(part.key)).map((part) => headPath(part.key)[1] ?? ''),
    };
  }
  const value = label === undefined ? words[key] : { [label]: words[key] };
  return {
    kind: 'set',
    path: [name],
    value,
    after: [
      'kind',
      'date',
      'status',
      ...before.filter((part) => !isFootnote(part.key)).map((part) => part.key),
    ],
  };
}

/** A new block goes after the nearest existing block before it, or replaces the block if it was left out. */
function insertPart(part: Part, parts: readonly Part[], item: object): Change {
  if (part.translationPath !== undefined) return { kind: 'set', path: part.translationPath, value: item };
  const before = parts.slice(0, parts.indexOf(part)).filter(({ list }) => list === part.list);
  const last = before.findLast(({ translationPath }) => translationPath !== undefined)?.translationPath?.[1];
  return { kind: 'insert', list: [part.list], index: Number(last ?? -1) + 1, item };
}

/** A block without words, such as a divider, is copied from the source. */
function blockOf({ kind, list, sourcePath }: Part, words: Words, source: ParsedDocument): object {
  const at = Number(sourcePath?.[1]);
  const value = list === 'body' ? source.body.find(({ path }) => path[1] === at)?.raw[kind] : undefined;
  return Object.keys(words).length > 0 || value === undefined ? words : { [kind]: value };
}

/** Marks a block of the source as left out of the translation (`omit: true`). */
export function omitPart(disk: TranslationOnDisk, save: WordsToSave): SaveResult {
  const text = textOf(disk);
  const parts = partsOf(disk, text);
  const part = findPart(parts, save);
  if (part === undefined || part.list === 'fields' || !isAsShown(part, save.base)) {
    return { kind: 'conflict', current: part };
  }
  const edited = edit(disk, text, [insertPart(part, parts, { omit: true })]);
  const record = acceptParts(partsOf(disk, edited), { accepts: () => false });
  return { kind: 'saved', text: edited, record: printRecord(record, basename(disk.file)) };
}

/** Removes a block that has no counterpart in the source. */
export function removePart(disk: TranslationOnDisk, shown: Pick<WordsToSave, 'part' | 'base'>): SaveResult {
  const text = textOf(disk);
  const part = partsOf(disk, text).find(({ key }) => key === shown.part);
  const [list, index] = part?.translationPath ?? [];
  if (part?.state !== 'extra' || !isAsShown(part, shown.base) || typeof index !== 'number') {
    return { kind: 'conflict', current: part };
  }
  const edited = edit(disk, text, [{ kind: 'remove', path: [String(list), index] }]);
  const record = acceptParts(partsOf(disk, edited), { accepts: () => false });
  return { kind: 'saved', text: edited, record: printRecord(record, basename(disk.file)) };
}
