import { hasOddEnd, reportOddSpace } from '../foundation/sources/odd-space.ts';
import { isObject, type Reading } from '../foundation/sources/reading.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import type { BlockMistake } from './blocks/block.ts';
import { isCollectionField, type Shape, translated } from './blocks/fields.ts';
import { type BlockKind, blockDefinition, blockKinds, fromKinds, isBlockKind } from './blocks/registry.ts';
import { capital, checkObject } from './check-object.ts';
import { extraFields, storyShape } from './issue-schema.ts';
import { adviceFor } from './kind-advice.ts';
import { pictureWithoutAlt } from './pictures.ts';

export type DocumentRole = 'source' | 'translation';

/** A block, story or correction as written in one file. */
export interface ParsedItem {
  readonly path: Path;
  /** The kind of a block; undefined if the file does not state it, which a translation need not do. */
  readonly kind: BlockKind | undefined;
  readonly raw: Record<string, unknown>;
  /** The valid values; undefined if any part of the item is wrong. */
  readonly values: Record<string, unknown> | undefined;
  readonly only: boolean;
  readonly omit: boolean;
}

/** Checks one item of a body. Returns several if a dash between them is missing. */
export function parseBlock(reading: Reading, path: Path, value: unknown, role: DocumentRole): ParsedItem[] {
  const { tree, report } = reading;
  if (!isObject(value)) {
    const word = typeof value === 'string' ? value.split(':')[0]?.trim() : undefined;
    const isKind = word !== undefined && isBlockKind(word);
    // `paragraph:` with a no-break space after it looks correct, so report the space as the mistake.
    const isOdd = isKind && hasOddEnd(String(value).charAt(word.length + 1));
    if (isOdd && reportOddSpace(tree.place(path), report)) return [{ ...unclear(path), kind: word }];
    const kinds = isKind ? [`${word}: …`] : blockKinds;
    report.add('block-kind-missing', { keys: [], kinds }, tree.place(path));
    return [unclear(path)];
  }
  const parsed = toItem(path, value);
  if (parsed.omit) return [omitted(reading, parsed, role)];
  const kinds = Object.keys(value).filter(isBlockKind);
  if (kinds.length > 1) {
    report.add('block-kind-ambiguous', { kinds }, tree.placeOfKey([...path, kinds[1] ?? '']));
    // A dash is probably missing between them, so count each kind as a block.
    return kinds.map((kind) => ({ ...unclear(path), kind }));
  }
  const [kind] = kinds;
  if (kind === undefined) return withoutKind(reading, parsed, role);
  const where = blockDefinition(kind).label.replace(/^an? /, 'the ');
  const shape = blockShapes().get(kind)?.(role, parsed.only) ?? {};
  const values = checkObject(reading, path, value, shape, where);
  // A translation is checked once it has been completed from its source.
  const isWhole = role === 'source' || parsed.only;
  const isSound = !isWhole || values === undefined || checkBlock(reading, path, kind, values);
  return [{ ...parsed, kind, values: isSound ? values : undefined }];
}

/**
 * Reports the mistakes that the definition of a block finds. Returns whether the block is valid. `given` are
 * the values in the file itself: inherited values were checked in the source.
 */
export function checkBlock(
  reading: Reading,
  path: Path,
  kind: BlockKind,
  values: object,
  given = values,
): boolean {
  const all: readonly BlockMistake[] = blockDefinition(kind).check?.({ ...values }) ?? [];
  const mistakes = all.filter((mistake) => Object.hasOwn(given, mistake.path[0] ?? ''));
  for (const { path: inner, message, hint } of mistakes) {
    reading.report.add('invalid-value', { message, hint }, reading.tree.place([...path, ...inner]));
  }
  return mistakes.length === 0;
}

/**
 * The fields that an item may have in a file. `only` is true for an item that exists in this language only.
 */
type ItemShape = (role: DocumentRole, only: boolean) => Shape;

function itemShape(own: Shape): ItemShape {
  const source: Shape = { ...own, ...extraFields('source') };
  const translation: Shape = { ...translated(own), ...extraFields('translation') };
  const alone: Shape = { ...own, ...extraFields('translation') };
  return (role, only) => (role === 'source' ? source : only ? alone : translation);
}

const blockShapes = fromKinds(
  () => new Map(blockKinds.map((kind) => [kind, itemShape(blockDefinition(kind).shape)])),
);
const storyShapes = itemShape(storyShape);

/** All fields of all kinds of blocks, as a translation may write them. */
const anyBlock = fromKinds((): { readonly wordings: Shape; readonly whole: Shape } => {
  const wordings: Shape = Object.assign(
    {},
    ...blockKinds.map((kind) => translated(blockDefinition(kind).shape)),
  );
  return { wordings, whole: { ...wordings, ...extraFields('translation') } };
});

/** The fields of an item; the fields of all kinds if the item does not state its kind. */
export function shapeOfItem({ path: [list], kind }: Pick<ParsedItem, 'path' | 'kind'>): Shape {
  if (list === 'stories') return storyShape;
  return kind === undefined ? anyBlock().wordings : blockDefinition(kind).shape;
}

/** Whether any kind of block has a field of this name with several values. */
export function isListField(name: string): boolean {
  const { wordings } = anyBlock();
  const schema = Object.hasOwn(wordings, name) ? wordings[name] : undefined;
  return schema !== undefined && isCollectionField(schema);
}

/** In a translation, a block may omit its kind. Elsewhere the key of the kind is missing or misspelt. */
function withoutKind(reading: Reading, parsed: ParsedItem, role: DocumentRole): ParsedItem[] {
  const { tree, report } = reading;
  const keys = Object.keys(parsed.raw);
  const fields = Object.keys(anyBlock().wordings);
  const known = [...fields, ...Object.keys(extraFields(role))];
  const stranger = keys.find((key) => !known.includes(key));
  if (stranger !== undefined) {
    const place = tree.placeOfKey([...parsed.path, stranger]);
    const isOdd =
      hasOddEnd(stranger) && reportOddSpace({ ...place, end: place.start + stranger.length }, report);
    const hint = adviceFor(stranger);
    if (!isOdd) report.add('block-kind-unknown', { key: stranger, kinds: blockKinds, hint }, place);
    return [{ ...parsed, values: undefined }];
  }
  if (role === 'translation' && !parsed.only) {
    return [
      { ...parsed, values: checkObject(reading, parsed.path, parsed.raw, anyBlock().whole, 'the block') },
    ];
  }
  report.add('block-kind-missing', { keys, kinds: blockKinds }, tree.place(parsed.path));
  // In `- by: …` the dash is one too many: it separates these fields from the block above.
  return keys.some((key) => fields.includes(key)) ? [] : [unclear(parsed.path)];
}

function unclear(path: Path): ParsedItem {
  return { path, kind: undefined, raw: {}, values: undefined, only: false, omit: false };
}

function omitted({ tree, report }: Reading, parsed: ParsedItem, role: DocumentRole): ParsedItem {
  if (role === 'source') {
    const hint = 'Delete it here, and write "omit: true" in the translation that leaves out the block.';
    const place = tree.placeOfKey([...parsed.path, 'omit']);
    report.add('invalid-value', { message: 'Only a translation can leave a block out.', hint }, place);
    return unclear(parsed.path);
  }
  for (const key of Object.keys(parsed.raw)) {
    if (['omit', 'id', 'note'].includes(key)) continue;
    const message = `A block that is left out cannot have "${key}".`;
    const hint = 'Delete "omit: true", or the rest of the block.';
    report.add('invalid-value', { message, hint }, tree.placeOfKey([...parsed.path, key]));
  }
  return parsed;
}

/** Checks one story of a digest. */
export function parseStory(
  reading: Reading,
  path: Path,
  value: unknown,
  role: DocumentRole,
  number: number,
): ParsedItem {
  const where = `story ${number}`;
  if (!isObject(value)) {
    checkObject(reading, path, value, {}, where);
    return unclear(path);
  }
  const parsed = toItem(path, value);
  if (parsed.omit) return omitted(reading, parsed, role);
  const shape = storyShapes(role, parsed.only);
  let values: Record<string, unknown> | undefined = checkObject(reading, path, value, shape, where);
  if (role === 'source' || parsed.only) {
    const picture = pictureWithoutAlt(shape, value);
    if (picture !== undefined && !reading.hidden.includes('alt')) {
      const place = reading.tree.placeOfKey([...path, picture]);
      reading.report.add('missing-alt', { where: capital(where) }, place);
      values = undefined;
    }
    if (value['link'] !== undefined && value['issue'] !== undefined) {
      const message = 'A story can have a link or an issue, not both.';
      reading.report.add(
        'invalid-value',
        { message, hint: 'Delete one of the two.' },
        reading.tree.placeOfKey([...path, 'issue']),
      );
    }
  }
  return { ...parsed, values };
}

export function toItem(path: Path, value: unknown): ParsedItem {
  const raw = isObject(value) ? value : {};
  return { path, kind: undefined, raw, values: raw, only: raw['only'] === true, omit: raw['omit'] === true };
}
