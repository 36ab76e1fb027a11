import { createHash } from 'node:crypto';
import { isObject } from '../../foundation/sources/reading.ts';
import { hasWords, roleOf, type Shape } from '../blocks/fields.ts';
import { type BlockKind, blockDefinition, blockKinds, fromKinds, isBlockKind } from '../blocks/registry.ts';
import { correctionShape, storyShape, translationShape } from '../issue-schema.ts';
import { isPlaceholder } from '../placeholders.ts';

/** The texts of a part of an issue, by field: what a translator has to do with. A list holds several. */
export type Words = Readonly<Record<string, string | readonly string[]>>;

/** Where an issue's parts stand: the fields of its head, or one of its lists. */
export type PartList = 'fields' | 'body' | 'stories' | 'corrections';

/** The fields of the head, each a part of its own, in the order in which they are read. */
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

/** The fields of a part; of a block whose kind is not known, those of all kinds: a field is the same in each. */
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

/** A text for comparing: how it is broken over lines says nothing, and neither does the form of its spaces. */
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

/** A draft's placeholder counts as nothing: `courant new` writes it. */
export function isBlank(text: string | readonly string[] | undefined): boolean {
  return flatten(text) === '' || isPlaceholder(flatten(text));
}

/** Eight hex digits that stand for a part's words. */
export function hashWords(words: Words): string {
  return createHash('sha256').update(joinWords(words)).digest('hex').slice(0, 8);
}
