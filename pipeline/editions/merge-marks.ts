import { fields, type ViewShape } from '../templates/view-shape.ts';
import { type MergeField, type MergePart, type MergeText, mergeFields } from './merge-text.ts';

// Noncharacters, which no text can hold: content is neutralised before it gets here. They pass through
// Handlebars and MJML as they are.
const [open, close] = ['\ufdd0', '\ufdd1'];

/** The personal parts as templates are given them: marks that are taken out again by `splitMergeText`. */
export const mergeMarks = Object.fromEntries(
  mergeFields.map((field) => [field, `${open}${field}${close}`]),
) as Readonly<Record<MergeField, string>>;

/** What templates may name of them: every subscriber has addresses of their own, and some a name. */
export const mergeShape: ViewShape = fields(
  [],
  Object.fromEntries(mergeFields.map((field) => [field, field === 'name' ? 'name' : 'personal'])),
);

/** A part that depends on whether a subscriber has given this field. */
export function choiceMark(when: MergeField, present: string, absent: string): string {
  return `${open}?${when}${close}${present}${open}:${close}${absent}${open};${close}`;
}

/** Whether a text still holds a mark: then a personal part stands where it cannot be filled in. */
export function hasMergeMark(text: string): boolean {
  return text.includes(open) || text.includes(close);
}

const token = new RegExp(`${open}([?:;]?)(\\w*)${close}`, 'g');

/** Splits a rendered text at its marks. */
export function splitMergeText(text: string): MergeText {
  const parts: MergePart[] = [];
  interface Choice {
    when: MergeField;
    present: MergePart[];
    absent: MergePart[];
  }
  let choice: Choice | undefined;
  let target = parts;
  let last = 0;
  const push = (part: MergePart) => part !== '' && target.push(part);
  for (const match of text.matchAll(token)) {
    const [whole, sign, field = ''] = match;
    push(text.slice(last, match.index));
    last = match.index + whole.length;
    if (sign === '') {
      push({ field: field as MergeField });
    } else if (sign === '?') {
      choice = { when: field as MergeField, present: [], absent: [] };
      target = choice.present;
    } else if (sign === ':' && choice) {
      target = choice.absent;
    } else if (choice) {
      parts.push(choice);
      target = parts;
      choice = undefined;
    }
  }
  push(text.slice(last));
  return parts;
}
