import { suggest } from '../foundation/problems/suggest.ts';
import { isObject, type Reading, typeName } from '../foundation/sources/reading.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import { type Shape, translated } from './blocks/fields.ts';
import { checkObject } from './check-object.ts';
import { correctionShape, issueShape, listShape, sourceOnly, translationShape } from './issue-schema.ts';
import {
  type DocumentRole,
  isListField,
  type ParsedItem,
  parseBlock,
  parseStory,
  toItem,
} from './parse-item.ts';

export type { DocumentRole, ParsedItem };

/** A file of an issue. Each part has been checked, but not compared with other files. */
export interface ParsedDocument {
  readonly reading: Reading;
  readonly role: DocumentRole;
  /** All fields except blocks, stories and corrections; undefined if one of them is wrong. */
  readonly fields: Record<string, unknown> | undefined;
  readonly body: readonly ParsedItem[];
  readonly stories: readonly ParsedItem[];
  readonly corrections: readonly ParsedItem[];
}

/** The source document of an issue, with its locale. */
export function sourceOf(
  documents: ReadonlyMap<string, ParsedDocument>,
): readonly [locale: string, document: ParsedDocument] | undefined {
  return [...documents].find(([, { role }]) => role === 'source');
}

/** Whether an issue appears in a language, according to its source document. */
export function appearsIn({ fields }: ParsedDocument, locale: string): boolean {
  const named = fields?.['editions'];
  return !Array.isArray(named) || named.includes(locale);
}

/** Checks the parts of a document one by one. Returns undefined if the document is not a map. */
export function parseDocument(reading: Reading, role: DocumentRole): ParsedDocument | undefined {
  const { tree, report } = reading;
  const root = tree.value;
  if (!isObject(root)) {
    if (reading.hidden === '') {
      const expected = 'a map of fields ("headline: …")';
      report.add('wrong-type', { field: 'An issue', expected, actual: typeName(root) }, tree.place([]));
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
        { message, hint: 'Delete it here: only the source may have it.' },
        tree.placeOfKey([key]),
      );
    }
  }
  const where = role === 'source' ? 'the issue' : 'the translation';
  const fields = checkObject(reading, [], rest, documentShapes[role], where);
  const items = (
    key: string,
    parse: (value: unknown, path: Path, number: number) => ParsedItem | ParsedItem[],
  ) => {
    const list = root[key];
    return Array.isArray(list) ? list.flatMap((value, at) => parse(value, [key, at], at + 1)) : [];
  };
  const body = items('body', (value, path, number) =>
    isLostItem(root['body'], number - 1) ? [] : parseBlock(reading, path, value, role),
  );
  const stories = items('stories', (value, path, number) => parseStory(reading, path, value, role, number));
  const corrections = items('corrections', (value, path, number) => {
    const values = checkObject(reading, path, value, correctionShapes[role], `correction ${number}`);
    return { ...toItem(path, value), values };
  });
  reportDoubleIds(reading, [...body, ...stories]);
  if (role === 'source') checkContent(reading, root);
  return { reading, role, fields, body, stories, corrections };
}

const documentShapes: Readonly<Record<DocumentRole, Shape>> = {
  source: { ...issueShape, ...listShape },
  translation: { ...translationShape, ...listShape },
};

const correctionShapes: Readonly<Record<DocumentRole, Shape>> = {
  source: correctionShape,
  translation: translated(correctionShape),
};

/** Checks that an article has a body and a digest has stories. Stories in an article would be lost. */
function checkContent({ tree, report, hidden }: Reading, root: Record<string, unknown>): void {
  const { kind } = root;
  if (kind !== 'article' && kind !== 'digest') return;
  const needed = kind === 'digest' ? 'stories' : 'body';
  const isMisspelt = Object.keys(root).some((key) => !(key in issueShape) && suggest(key, [needed]));
  if (root[needed] === undefined && !isMisspelt && !hidden.includes(needed)) {
    report.add('missing-field', { field: needed, where: `the ${kind}` }, tree.place(['kind']));
  }
  if (kind === 'digest' || root['stories'] === undefined) return;
  const message = 'An article has no stories.';
  const hint = 'Write "kind: digest", or turn the stories into blocks of the body.';
  report.add('invalid-value', { message, hint }, tree.placeOfKey(['stories']));
}

/**
 * Whether an item is not indented. YAML puts such an item beside its list, and the list is reported as empty.
 */
function isLostItem(body: unknown, index: number): boolean {
  const before = Array.isArray(body) ? body.slice(0, index + 1) : [];
  if (typeof before.at(-1) !== 'string') return false;
  const block = before.findLast((item) => typeof item !== 'string');
  return isObject(block) && Object.keys(block).some((key) => block[key] === null && isListField(key));
}

function reportDoubleIds({ tree, report }: Reading, items: readonly ParsedItem[]): void {
  const seen = new Set<unknown>();
  for (const { raw, path } of items) {
    const id = raw['id'];
    if (typeof id !== 'string') continue;
    if (seen.has(id)) {
      const message = `The id "${id}" is used twice.`;
      report.add(
        'invalid-value',
        { message, hint: 'Give each block its own id.' },
        tree.place([...path, 'id']),
      );
    }
    seen.add(id);
  }
}
