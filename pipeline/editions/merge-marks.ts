import { invisibleMarks } from '../foundation/text/invisible-marks.ts';
import { fields, type ViewShape } from '../publication/templates/view-shape.ts';
import { type MergeField, type MergePart, type MergeText, mergeFields } from './merge-text.ts';

const [open, close] = invisibleMarks.merge;

/** The personal parts in the form that templates get: as marks, which `splitMergeText` finds again. */
export const mergeMarks = Object.fromEntries(
  mergeFields.map((field) => [field, `${open}${field}${close}`]),
) as Readonly<Record<MergeField, string>>;

/**
 * The names that templates can use for personal parts. Every subscriber has the addresses, but only some have
 * a name.
 */
export const mergeShape: ViewShape = fields(
  [],
  Object.fromEntries(mergeFields.map((field) => [field, field === 'name' ? 'name' : 'value'])),
);

/** A part that depends on whether a subscriber has this field. */
export function choiceMark(when: MergeField, present: string, absent: string): string {
  return `${open}?${when}${close}${present}${open}:${close}${absent}${open};${close}`;
}

/**
 * Whether a text still contains a mark. If so, a template has a personal part where it cannot be filled in.
 */
export function hasMergeMark(text: string): boolean {
  return text.includes(open) || text.includes(close);
}

const token = new RegExp(`${open}([?:;]?)(\\w*)${close}`, 'g');

interface Choice {
  readonly when: MergeField;
  readonly present: MergePart[];
  readonly absent: MergePart[];
}

/**
 * Splits a rendered text at its marks. Throws if a mark is incomplete, which means that a template has split
 * it.
 */
export function splitMergeText(text: string): MergeText {
  const parts: MergePart[] = [];
  let choice: Choice | undefined;
  let target = parts;
  let last = 0;
  const pushText = (until: number) => {
    const between = text.slice(last, until);
    if (hasMergeMark(between)) throw torn();
    if (between !== '') target.push(between);
  };
  for (const match of text.matchAll(token)) {
    const [whole, sign = '', field = ''] = match;
    pushText(match.index);
    last = match.index + whole.length;
    if (sign === '') target.push({ field: knownField(field) });
    else if (sign === '?' && !choice) {
      choice = { when: knownField(field), present: [], absent: [] };
      target = choice.present;
    } else if (sign === ':' && choice && target === choice.present) target = choice.absent;
    else if (sign === ';' && choice && target === choice.absent) {
      parts.push(choice);
      target = parts;
      choice = undefined;
    } else throw torn();
  }
  pushText(text.length);
  if (choice) throw torn();
  return parts;
}

function knownField(name: string): MergeField {
  const field = mergeFields.find((each) => each === name);
  if (field === undefined) throw torn();
  return field;
}

function torn(): Error {
  return new Error('A personal part of the edition is incomplete.');
}
