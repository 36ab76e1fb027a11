import { suggest } from '../problems/suggest.ts';
import { type Reading, typeName } from '../sources/reading.ts';
import type { Path } from '../sources/yaml-tree.ts';
import { type BlockKind, blockDefinition, blockKinds } from './blocks/registry.ts';
import { checkObject, isObject } from './check-object.ts';
import { type Shape, translated } from './fields.ts';
import {
  correctionShape,
  extraFields,
  issueShape,
  listShape,
  sourceOnly,
  storyShape,
  translationShape,
} from './issue-schema.ts';

export type DocumentRole = 'source' | 'translation';

/** A file of an issue, each part checked on its own; what belongs together across files is not looked at yet. */
export interface ParsedDocument {
  readonly reading: Reading;
  /** The fields beside blocks, stories and corrections; undefined when one of them is wrong. */
  readonly fields: Record<string, unknown> | undefined;
  readonly body: readonly ParsedItem[];
  readonly stories: readonly ParsedItem[];
  readonly corrections: readonly ParsedItem[];
}

/** A block, story or correction as one file gives it. */
export interface ParsedItem {
  readonly path: Path;
  /** Of a block: its kind; undefined when the file does not tell (a translation need not). */
  readonly kind: BlockKind | undefined;
  readonly raw: Record<string, unknown>;
  /** The values that hold; undefined when something in it is wrong. */
  readonly values: Record<string, unknown> | undefined;
  readonly only: boolean;
  readonly omit: boolean;
}

/** Checks a document's parts one by one. Returns undefined when it is no map at all. */
export function parseDocument(reading: Reading, role: DocumentRole): ParsedDocument | undefined {
  const { tree, report } = reading;
  const root = tree.value;
  if (!isObject(root)) {
    if (!reading.broken) {
      report.add(
        'wrong-type',
        { field: 'An issue', expected: 'a map of fields ("headline: \u2026")', actual: typeName(root) },
        tree.place([]),
      );
    }
    return undefined;
  }
  const rest = { ...root };
  if (role === 'translation') {
    for (const key of sourceOnly) {
      if (!(key in rest)) continue;
      delete rest[key];
      const message = `"${key}" belongs to the issue as a whole.`;
      report.add(
        'invalid-value',
        { message, hint: 'It stands in the source alone: take it out here.' },
        tree.placeOfKey([key]),
      );
    }
  }
  const shape: Shape = { ...(role === 'source' ? issueShape : translationShape), ...listShape };
  const fields = checkObject(reading, [], rest, shape, role === 'source' ? 'the issue' : 'the translation');
  const items = (
    key: string,
    parse: (value: unknown, path: Path, number: number) => ParsedItem | undefined,
  ) => {
    const list = root[key];
    if (list === undefined || !Array.isArray(list)) return [];
    if (list.length === 0) report.add('empty-text', { field: `"${key}"` }, tree.place([key]));
    return list.flatMap((value, index) => parse(value, [key, index], index + 1) ?? []);
  };
  const body = items('body', (value, path) => parseBlock(reading, path, value, role));
  const stories = items('stories', (value, path, number) => parseStory(reading, path, value, role, number));
  const corrections = items('corrections', (value, path, number) => {
    const own = role === 'source' ? correctionShape : translated(correctionShape);
    const values = checkObject(reading, path, value, own, `correction ${number}`);
    return { ...item(path, value), values };
  });
  reportDoubleIds(reading, [...body, ...stories]);
  return { reading, fields, body, stories, corrections };
}

function parseBlock(
  reading: Reading,
  path: Path,
  value: unknown,
  role: DocumentRole,
): ParsedItem | undefined {
  const { tree, report, broken } = reading;
  if (!isObject(value)) {
    const word = typeof value === 'string' ? value.split(':')[0]?.trim() : undefined;
    if (word !== undefined && (blockKinds as string[]).includes(word)) {
      report.add('block-kind-missing', { keys: [], kinds: [`${word}: \u2026`] }, tree.place(path));
    } else if (!broken) {
      report.add('block-kind-missing', { keys: [], kinds: blockKinds }, tree.place(path));
    }
    return undefined;
  }
  const parsed = item(path, value);
  if (parsed.omit) return omitted(reading, parsed);
  const kinds = blockKinds.filter((kind) => kind in value);
  if (kinds.length > 1) {
    const own = kinds.find((kind) => kind === Object.keys(value)[0]) ?? kinds[0];
    const other = kinds.find((kind) => kind !== own) ?? '';
    report.add('block-kind-ambiguous', { kinds }, tree.placeOfKey([...path, other]));
    return { ...parsed, kind: own, values: undefined };
  }
  const [kind] = kinds;
  if (kind === undefined) return withoutKind(reading, parsed, role);
  const { shape, label } = blockDefinition(kind);
  const own = role === 'source' || parsed.only ? shape : translated(shape);
  const where = label.replace(/^an? /, 'the ');
  const values = checkObject(reading, path, value, { ...own, ...extraFields(role) }, where);
  return { ...parsed, kind, values };
}

/** In a translation a block may leave its kind to the source; elsewhere its key was forgotten or misspelt. */
function withoutKind(reading: Reading, parsed: ParsedItem, role: DocumentRole): ParsedItem | undefined {
  const { tree, report, broken } = reading;
  const keys = Object.keys(parsed.raw);
  const extra = Object.keys(extraFields(role));
  const fields = blockKinds.flatMap((kind) => Object.keys(blockDefinition(kind).shape));
  if (
    role === 'translation' &&
    !parsed.only &&
    keys.every((key) => fields.includes(key) || extra.includes(key))
  ) {
    return parsed;
  }
  const stranger = keys.find((key) => !fields.includes(key) && !extra.includes(key));
  if (stranger !== undefined) {
    if (broken && /\s/.test(stranger)) return undefined;
    report.add(
      'block-kind-unknown',
      { key: stranger, kinds: blockKinds },
      tree.placeOfKey([...parsed.path, stranger]),
    );
    const meant = suggest(stranger, blockKinds) as BlockKind | undefined;
    return { ...parsed, kind: meant, values: undefined };
  }
  if (!broken) report.add('block-kind-missing', { keys, kinds: blockKinds }, tree.place(parsed.path));
  return { ...parsed, kind: undefined, values: undefined };
}

function omitted({ tree, report }: Reading, parsed: ParsedItem): ParsedItem {
  for (const key of Object.keys(parsed.raw)) {
    if (['omit', 'id', 'note'].includes(key)) continue;
    const message = `A block that is left out has no "${key}".`;
    report.add(
      'invalid-value',
      { message, hint: 'Take out "omit: true", or the rest of the block.' },
      tree.placeOfKey([...parsed.path, key]),
    );
  }
  return parsed;
}

function parseStory(
  reading: Reading,
  path: Path,
  value: unknown,
  role: DocumentRole,
  number: number,
): ParsedItem | undefined {
  const where = `story ${number}`;
  if (!isObject(value)) {
    checkObject(reading, path, value, {}, where);
    return undefined;
  }
  const parsed = item(path, value);
  if (parsed.omit) return omitted(reading, parsed);
  const own: Shape = role === 'source' || parsed.only ? storyShape : translated(storyShape);
  let values: Record<string, unknown> | undefined = checkObject(
    reading,
    path,
    value,
    { ...own, ...extraFields(role) },
    where,
  );
  if (role === 'source' || parsed.only) {
    if (value['image'] !== undefined && value['alt'] === undefined) {
      reading.report.add('missing-alt', { where }, reading.tree.placeOfKey([...path, 'image']));
      values = undefined;
    }
    if (value['link'] !== undefined && value['issue'] !== undefined) {
      const message = 'A story leads either to a link or to an issue.';
      reading.report.add(
        'invalid-value',
        { message, hint: 'Take one of the two out.' },
        reading.tree.placeOfKey([...path, 'issue']),
      );
    }
  }
  return { ...parsed, values };
}

function item(path: Path, value: unknown): ParsedItem {
  const raw = isObject(value) ? value : {};
  return { path, kind: undefined, raw, values: raw, only: raw['only'] === true, omit: raw['omit'] === true };
}

function reportDoubleIds({ tree, report }: Reading, items: readonly ParsedItem[]): void {
  const seen = new Set<unknown>();
  for (const { raw, path } of items) {
    const id = raw['id'];
    if (typeof id !== 'string') continue;
    if (seen.has(id)) {
      const message = `The id "${id}" is given twice.`;
      report.add(
        'invalid-value',
        { message, hint: 'Each block has an id of its own.' },
        tree.place([...path, 'id']),
      );
    }
    seen.add(id);
  }
}
