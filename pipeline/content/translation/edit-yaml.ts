import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import { endOfNode, lineWidthOf, pasteAt, printField, printItem, printScalar } from './yaml-text.ts';

/** One change of a file: a value set, an item put into a list or taken out of it. */
export type YamlEdit =
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown; readonly after?: readonly string[] }
  | { readonly kind: 'insert'; readonly list: string; readonly index: number; readonly item: object }
  | { readonly kind: 'remove'; readonly list: string; readonly index: number };

/**
 * Changes one value of a YAML text and leaves everything else as it stands, to the byte: comments, order, quotes and
 * how lines are broken. Where a value cannot be changed in place (it is an alias, or stands in braces), the document
 * model writes the file anew, which keeps comments and order. Throws when neither gives what was asked for.
 */
export function editYaml(text: string, edit: YamlEdit): string {
  const document = parseDocument(text, { version: '1.2' });
  if (document.errors.length > 0) throw new Error('A file whose syntax is broken cannot be edited.');
  const wanted = editModel(parseDocument(text, { version: '1.2' }), edit);
  const expected = wanted.toJS();
  const holds = (result: string | undefined): result is string => {
    if (result === undefined) return false;
    const parsed = parseDocument(result, { version: '1.2' });
    return parsed.errors.length === 0 && isDeepStrictEqual(parsed.toJS(), expected);
  };
  const inPlace = editInPlace(text, document, edit);
  if (holds(inPlace)) return inPlace;
  const anew = wanted.toString({ lineWidth: lineWidthOf(text) });
  if (holds(anew)) return anew;
  throw new Error('The change could not be written as YAML.');
}

function editModel(document: Document.Parsed, edit: YamlEdit): Document {
  if (edit.kind === 'set') {
    // Through the scalar, where there is one: it keeps its quotes and its comment.
    const node = document.getIn(edit.path, true);
    if (isScalar(node) && typeof edit.value === 'string') node.value = edit.value;
    else document.setIn(edit.path, document.createNode(edit.value));
    return document;
  }
  const list = document.get(edit.list, true);
  const items = isSeq(list) ? list.items : [];
  if (edit.kind === 'insert') {
    items.splice(edit.index, 0, document.createNode(edit.item) as never);
    if (!isSeq(list)) document.set(edit.list, document.createNode([edit.item]));
  } else items.splice(edit.index, 1);
  return document;
}

function editInPlace(text: string, document: Document.Parsed, edit: YamlEdit): string | undefined {
  if (edit.kind === 'set') return setInPlace(text, document, edit);
  const list = document.get(edit.list, true);
  if (edit.kind === 'remove')
    return isSeq(list) && !list.flow ? removeItem(text, list, edit.index) : undefined;
  if (isSeq(list)) return list.flow ? undefined : insertItem(text, list, edit.index, edit.item);
  if (document.has(edit.list)) return undefined;
  const block = `${edit.list}:\n${printItem(edit.item, 2, lineWidthOf(text))}\n`;
  return `${text.trimEnd()}\n${block}`;
}

function setInPlace(
  text: string,
  document: Document.Parsed,
  { path, value, after }: YamlEdit & { kind: 'set' },
): string | undefined {
  const parent = document.getIn(path.slice(0, -1), true) ?? document.contents;
  const key = path.at(-1);
  if (isSeq(parent) && !parent.flow) {
    const node = parent.items[Number(key)];
    const column = dashColumn(text, parent);
    if (!isScalar(node) || typeof value !== 'string' || column === undefined) return undefined;
    return pasteAt(text, node, printScalar(node, value, column, lineWidthOf(text)));
  }
  if (!isMap(parent) || parent.flow || typeof key !== 'string') return undefined;
  const pair = parent.items.find((each) => isScalar(each.key) && each.key.value === key);
  const column = columnOfKeys(text, parent);
  if (column === undefined) return undefined;
  if (pair === undefined) return insertField(text, parent, { key, value, column, after });
  if (!isScalar(pair.value) || !isScalar(pair.key) || typeof value !== 'string') return undefined;
  return pasteAt(text, pair.value, printScalar(pair.value, value, column, lineWidthOf(text)));
}

/** Puts a field behind the last of `after` that is there; at the end without one. */
function insertField(
  text: string,
  map: YAMLMap,
  field: { key: string; value: unknown; column: number; after: readonly string[] | undefined },
): string | undefined {
  const names = map.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  const known = field.after && Math.max(...field.after.map((name) => names.indexOf(name)));
  const at = known === undefined || known < 0 ? (field.after ? -1 : names.length - 1) : known;
  const line = printField(field.key, field.value, field.column, lineWidthOf(text));
  const pair = map.items[at];
  if (pair === undefined) {
    const [start] = (map.items[0]?.key as { range?: number[] } | undefined)?.range ?? [];
    return start === undefined
      ? undefined
      : `${text.slice(0, start)}${line}\n${' '.repeat(field.column)}${text.slice(start)}`;
  }
  const end = endOfNode(text, pair.value ?? pair.key);
  return end === undefined
    ? undefined
    : `${text.slice(0, end)}\n${' '.repeat(field.column)}${line}${text.slice(end)}`;
}

function insertItem(text: string, list: YAMLSeq, index: number, item: object): string | undefined {
  const column = dashColumn(text, list);
  if (column === undefined) return undefined;
  const printed = printItem(item, column, lineWidthOf(text));
  const gap = hasBlankLines(text, list) ? '\n\n' : '\n';
  if (index === 0) {
    const start = dashOf(text, list.items[0]);
    if (start === undefined) return undefined;
    const line = start - column;
    return `${text.slice(0, line)}${printed}${gap}${text.slice(line)}`;
  }
  const end = endOfNode(text, list.items[index - 1]);
  return end === undefined ? undefined : `${text.slice(0, end)}${gap}${printed}${text.slice(end)}`;
}

function removeItem(text: string, list: YAMLSeq, index: number): string | undefined {
  const column = dashColumn(text, list);
  const start = dashOf(text, list.items[index]);
  const end = endOfNode(text, list.items[index]);
  if (list.items.length < 2 || column === undefined || start === undefined || end === undefined)
    return undefined;
  const before = text.slice(0, start - column).replace(/\n\s*$/, '');
  return `${before}${text.slice(end)}`;
}

function hasBlankLines(text: string, { items }: YAMLSeq): boolean {
  const [first, second] = [endOfNode(text, items[0]), dashOf(text, items[1])];
  return first !== undefined && second !== undefined && /\n\s*\n/.test(text.slice(first, second));
}

function dashOf(text: string, item: unknown): number | undefined {
  const [start] = (item as { range?: number[] } | undefined)?.range ?? [];
  return start === undefined ? undefined : text.lastIndexOf('-', start);
}

function dashColumn(text: string, { items }: YAMLSeq): number | undefined {
  const dash = dashOf(text, items[0]);
  return dash === undefined ? undefined : dash - (text.lastIndexOf('\n', dash) + 1);
}

function columnOfKeys(text: string, { items }: YAMLMap): number | undefined {
  const [start] = (items[0]?.key as { range?: number[] } | undefined)?.range ?? [];
  return start === undefined ? undefined : start - (text.lastIndexOf('\n', start - 1) + 1);
}
