import { createHash } from 'node:crypto';
import { isObject } from '../../foundation/sources/reading.ts';
import { hasWords, roleOf, type Shape } from '../blocks/fields.ts';
import { type BlockKind, blockDefinition, blockKinds, fromKinds, isBlockKind } from '../blocks/registry.ts';
import { correctionShape, storyShape, translationShape } from '../issue-schema.ts';
import { isPlaceholder } from '../placeholders.ts';

/** The texts of a part by field, which a translator writes. A list has several. */
export type Words = Readonly<Record<string, string | readonly string[]>>;

/** The place of a part: the fields of the head, or one of the lists. */
export type PartList = 'fields' | 'body' | 'stories' | 'corrections';

/** The fields of the head in reading order. Each is its own part. */
const headFields = ['subject', 'preheader', 'kicker', 'headline', 'deck', 'byline', 'topics', 'signOff'];

const footnotes = 'footnotes.';

/** The texts of the head by their keys: fields by their names, and each footnote as `footnotes.<label>`. */
export function headWords(root: Readonly<Record<string, unknown>>): Words {
  const fields = wordsOf(translationShape, root);
  const notes = isObject(root['footnotes']) ? Object.entries(root['footnotes']) : [];
  return Object.fromEntries([
    ...headFields.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
    ...notes.flatMap(([label, text]) => (typeof text === 'string' ? [[footnotes + label, text]] : [])),
  ]);
}

/** Keys of the head in the order in which they are read; footnotes last. */
export function inHeadOrder(keys: readonly string[]): string[] {
  return [...headFields.filter((name) => keys.includes(name)), ...keys.filter(isFootnote)];
}

/** The place of a text of the head, by its key. */
export function headPath(key: string): readonly string[] {
  return isFootnote(key) ? ['footnotes', key.slice(footnotes.length)] : [key];
}

export const isFootnote = (key: string) => key.startsWith(footnotes);

/** The fields of a part. For a block of unknown kind, the fields of all kinds: a name means the same in each. */
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
 * The words among a part's values. Names (a person, a credit) are the same in every language unless a translation
 * says otherwise: they count only where `translation` has them too, or where none is given.
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

/** A text for comparison: line breaks and kinds of spaces do not matter. */
export function flatten(text: string | readonly string[] | undefined): string {
  const whole = typeof text === 'string' ? text : (text ?? []).join('\n');
  return whole.replace(/\s+/g, ' ').trim();
}

/** Whether two parts say the same in these fields. */
export function sameWords(a: Words, b: Words, fields: readonly string[]): boolean {
  return fields.every((field) => flatten(a[field]) === flatten(b[field]));
}

/** A part's words as one text, a line for each field. */
export function joinWords(words: Words): string {
  return Object.values(words).map(flatten).filter(Boolean).join('\n');
}

/** A placeholder that `courant new` wrote into a draft counts as empty. */
export function isBlank(text: string | readonly string[] | undefined): boolean {
  return flatten(text) === '' || isPlaceholder(flatten(text));
}

/** Eight hex digits: the hash of a part's words. */
export function hashWords(words: Words): string {
  return createHash('sha256').update(joinWords(words)).digest('hex').slice(0, 8);
}
