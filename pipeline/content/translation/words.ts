import { createHash } from 'node:crypto';
import { isObject } from '../../foundation/sources/reading.ts';
import { hasWords, roleOf, type Shape } from '../blocks/fields.ts';
import { type BlockKind, blockDefinition, blockKinds, fromKinds, isBlockKind } from '../blocks/registry.ts';
import { correctionShape, storyShape, translationShape } from '../issue-schema.ts';
import { isPlaceholder } from '../placeholders.ts';

/** The texts of a part by field, in the form that a translator edits. A field may be a list of texts. */
export type Words = Readonly<Record<string, string | readonly string[]>>;

/** Where a part is: among the fields of the head, or in one of the lists. */
export type PartList = 'fields' | 'body' | 'stories' | 'corrections';

/** The fields of the head in reading order. Each is a separate part. */
const headFields = ['subject', 'preheader', 'kicker', 'headline', 'deck', 'byline', 'topics', 'signOff'];

const footnotes = 'footnotes.';

/** The texts of the head by key: fields by name, and each footnote as `footnotes.<label>`. */
export function headWords(root: Readonly<Record<string, unknown>>): Words {
  const fields = wordsOf(translationShape, root);
  const notes = isObject(root['footnotes']) ? Object.entries(root['footnotes']) : [];
  return Object.fromEntries([
    ...headFields.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
    ...notes.flatMap(([label, text]) => (typeof text === 'string' ? [[footnotes + label, text]] : [])),
  ]);
}

/** Sorts keys of the head into reading order, footnotes last. */
export function inHeadOrder(keys: readonly string[]): string[] {
  return [...headFields.filter((name) => keys.includes(name)), ...keys.filter(isFootnote)];
}

/** The path of a text in the head, by its key. */
export function headPath(key: string): readonly string[] {
  return isFootnote(key) ? ['footnotes', key.slice(footnotes.length)] : [key];
}

export const isFootnote = (key: string) => key.startsWith(footnotes);

/**
 * The fields of a part. If the kind of a block is unknown, the fields of all kinds: a name means the same in
 * each.
 */
export function shapeOf(list: PartList, kind: BlockKind | undefined): Shape {
  if (list === 'stories') return storyShape;
  if (list === 'corrections') return correctionShape;
  if (list === 'fields') return translationShape;
  return kind !== undefined && isBlockKind(kind) ? blockDefinition(kind).shape : anyBlock();
}

const anyBlock = fromKinds(
  (): Shape => Object.assign({}, ...blockKinds.map((kind) => blockDefinition(kind).shape)),
);

/**
 * The words among the values of a part. Names (a person, a credit) are the same in every language unless a
 * translation gives its own. They therefore count only if `translation` has them too or is undefined.
 */
export function wordsOf(shape: Shape, values: object, translation?: object): Words {
  const given = values as Readonly<Record<string, unknown>>;
  const words: Record<string, string | string[]> = {};
  for (const [field, schema] of Object.entries(shape)) {
    if (!hasWords(schema)) continue;
    if (roleOf(schema) === 'name' && translation !== undefined && !Object.hasOwn(translation, field))
      continue;
    const value = given[field];
    if (typeof value === 'string') words[field] = value;
    else if (Array.isArray(value)) words[field] = value.filter((each) => typeof each === 'string');
  }
  return words;
}

/** What a text that is prepared for comparison does not have. Most texts need no preparation. */
const unprepared = /[^\S ]| {2}|^ | $/;

/** A text prepared for comparison, which ignores line breaks and kinds of spaces. */
export function flatten(text: string | readonly string[] | undefined): string {
  const whole = typeof text === 'string' ? text : (text ?? []).join('\n');
  return unprepared.test(whole) ? whole.replace(/\s+/g, ' ').trim() : whole;
}

/** Whether two parts have the same words in these fields. */
export function sameWords(a: Words, b: Words, fields: readonly string[]): boolean {
  return fields.every((field) => flatten(a[field]) === flatten(b[field]));
}

/** The words of a part as one text, with a line for each field. */
export function joinWords(words: Words): string {
  return Object.values(words).map(flatten).filter(Boolean).join('\n');
}

/** Whether a text is empty. A placeholder that `courant new` wrote into a draft counts as empty. */
export function isBlank(text: string | readonly string[] | undefined): boolean {
  return flatten(text) === '' || isPlaceholder(flatten(text));
}

/** The hash of the words of a part: eight hex digits. */
export function hashWords(words: Words): string {
  return createHash('sha256').update(joinWords(words)).digest('hex').slice(0, 8);
}
