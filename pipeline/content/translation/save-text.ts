import { editSource } from '../../foundation/edits/edit-source.ts';
import { createSource } from '../../foundation/problems/place.ts';
import type { LocalePart } from '../../publication/locales/locale-records.ts';
import { formName, groupTexts, type TextPart } from './group-texts.ts';
import type { WordsToSave } from './save-words.ts';
import { flatten, type Words } from './words.ts';

/** The texts of one namespace in one language, as they are on disk. */
export interface TextsOnDisk {
  readonly parts: readonly LocalePart[];
  /** The path of the file, for problems. */
  readonly file: string;
  /** The publication's own file and record; undefined if they do not exist yet. */
  readonly text: string | undefined;
  readonly record: string | undefined;
}

/**
 * The new content of the two files. If the text on disk is not the one that was shown, this is the current
 * text instead.
 */
export type SaveTextResult =
  | { readonly kind: 'saved'; readonly text: string | undefined; readonly record: string | undefined }
  | { readonly kind: 'conflict'; readonly current: TextPart | undefined };

/** Puts all forms of a text into its file, and records the source. Does not write to disk. */
export function saveText(disk: TextsOnDisk, { part: key, seen, base, words }: WordsToSave): SaveTextResult {
  const part = findText(disk, key);
  if (part === undefined || !isAsShown(part, base)) return { kind: 'conflict', current: part };
  let { text } = disk;
  for (const form of part.forms) {
    const value = words[formName(form)];
    if (typeof value === 'string' && value !== form.own?.text) {
      text = setText(disk.file, text, form.key, value, keysOf(disk));
    }
  }
  return { kind: 'saved', text, record: recordForms(disk, part, { ...part.translation, ...words }, seen) };
}

/** Records that a text matches the current source. */
export function acceptText(disk: TextsOnDisk, key: string): SaveTextResult {
  const part = findText(disk, key);
  if (part === undefined) return { kind: 'conflict', current: undefined };
  return { kind: 'saved', text: disk.text, record: recordForms(disk, part, part.translation, part.source) };
}

/** Removes a text that the source does not have from the files of the publication. */
export function takeOutText(disk: TextsOnDisk, shown: Pick<WordsToSave, 'part' | 'base'>): SaveTextResult {
  const part = findText(disk, shown.part);
  if (part?.state !== 'extra' || !isAsShown(part, shown.base)) return { kind: 'conflict', current: part };
  const without = (text: string | undefined) =>
    text && part.forms.reduce((rest, { key }) => removeText(disk.file, rest, key), text);
  return { kind: 'saved', text: without(disk.text), record: without(disk.record) };
}

const findText = ({ parts }: TextsOnDisk, key: string) => groupTexts(parts).find((part) => part.key === key);

const keysOf = ({ parts }: TextsOnDisk) => parts.map(({ key }) => key);

/** The record with the source of each existing form. */
function recordForms(disk: TextsOnDisk, part: TextPart, translation: Words, seen: Words): string | undefined {
  let { record } = disk;
  for (const form of part.forms) {
    const from = seen[formName(form)];
    if (typeof from !== 'string' || flatten(translation[formName(form)]) === '') continue;
    record = setText(disk.file, record, form.key, from, keysOf(disk));
  }
  return record;
}

/** Sets one text of a file. A new key goes after the last existing key that precedes it in `order`. */
function setText(
  file: string,
  text: string | undefined,
  key: string,
  value: string,
  order: readonly string[],
): string {
  const source = createSource(file, text?.trim() ? text : '{}\n');
  const at = order.indexOf(key);
  const after = at < 0 ? undefined : order.slice(0, at);
  return editSource(source, { kind: 'set', path: [key], value, ...(after && { after }) });
}

/** Removes one text from a file if it exists. */
function removeText(file: string, text: string, key: string): string {
  const source = createSource(file, text);
  return Object.hasOwn(JSON.parse(text.replace(/^\ufeff/, '')), key)
    ? editSource(source, { kind: 'remove', path: [key] })
    : text;
}

function isAsShown({ translation }: TextPart, base: Words): boolean {
  const forms = new Set([...Object.keys(translation), ...Object.keys(base)]);
  return [...forms].every((form) => flatten(translation[form]) === flatten(base[form]));
}
