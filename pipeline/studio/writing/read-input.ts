import { isDeepStrictEqual } from 'node:util';
import { splitCells } from '../../content/blocks/cells.ts';
import { type Inline, parseInline } from '../../content/inline.ts';
import { printInline } from '../../content/print-inline.ts';
import { fail } from '../../foundation/problems/problem.ts';
import { isObject, typeName } from '../../foundation/sources/reading.ts';
import type { FieldForm, FieldInput, FormRole } from '../protocol/write.ts';

type Tree = { readonly nodes: readonly Inline[] };

/**
 * The value that the file should have for what the page sent. A text whose tree equals the parse of what the
 * file has keeps the file's own Markdown. Throws `wrong-type` for a value that the field cannot hold.
 */
export function readInput(form: FieldForm, input: FieldInput, before: unknown, file: string): unknown {
  const { name, role, isList, isMap } = form;
  const refuse = (expected: string) =>
    fail('wrong-type', { field: `"${name}"`, expected, actual: typeName(input) }, { file });
  if (role === 'other') return refuse('a value that can be edited here');
  if (role === 'withdrawal') return readWithdrawal(input, before, refuse);
  if (role === 'crop' || role === 'focus') return readFraming(input, refuse);
  if (isMap) {
    if (!isObject(input)) return refuse('a map of texts');
    const own = isObject(before) ? before : {};
    return mapValues(input as Record<string, FieldInput>, (each, key) =>
      readOne(role, each, own[key], refuse),
    );
  }
  if (!isList || (name === 'notes' && !Array.isArray(input))) return readOne(role, input, before, refuse);
  if (!Array.isArray(input)) return refuse('a list');
  const own: readonly unknown[] = Array.isArray(before) ? before : [before];
  return input.map((each: FieldInput, at) => readItem(role, each, own, at, refuse));
}

type Refuse = (expected: string) => never;

/** An item keeps the Markdown that it has in the file, also if it has moved within its list. */
function readItem(
  role: FormRole,
  input: FieldInput,
  own: readonly unknown[],
  at: number,
  refuse: Refuse,
): unknown {
  const same = [own[at], ...own].find((each) => typeof each === 'string' && isSame(role, input, each));
  return same ?? readOne(role, input, own[at], refuse);
}

function readOne(role: FormRole, input: FieldInput, before: unknown, refuse: Refuse): unknown {
  if (typeof before === 'string' && isSame(role, input, before)) return before;
  if (role === 'flag') return typeof input === 'boolean' ? input : refuse('true or false');
  if (role === 'number') return Number.isInteger(input) ? input : refuse('a whole number');
  if (role === 'inline' && isTree(input)) return endLike(before, printInline(input.nodes, likeOf(before)));
  if (role === 'cells' && isRow(input)) return printRow(input.cells, before);
  // A lone half of a surrogate pair has no form in UTF-8.
  return typeof input === 'string' ? input.toWellFormed() : refuse('text');
}

/**
 * The text with the line breaks at the end that the text before has. They mean nothing in inline Markdown, and
 * a block that begins with ">" or "|" keeps its sign.
 */
function endLike(before: unknown, text: string): string {
  const end = typeof before === 'string' ? (/(?<=\S)\n+$/.exec(before)?.[0] ?? '') : '';
  return text === '' || text.endsWith('\n') ? text : text + end;
}

/** The Markdown before, whose signs a changed text keeps. */
const likeOf = (before: unknown) => (typeof before === 'string' ? before : '');

function isSame(role: FormRole, input: FieldInput, before: string): boolean {
  if (typeof input === 'string') return input === before;
  if (role === 'inline' && isTree(input)) return isDeepStrictEqual(input.nodes, parseInline(before));
  if (role !== 'cells' || !isRow(input)) return false;
  const own = splitCells(before);
  return (
    input.cells.length === own.length &&
    input.cells.every((each, at) => isSame('inline', each, own[at] ?? ''))
  );
}

/** A row with " | " between its cells. A cell that did not change keeps its Markdown. */
function printRow(cells: readonly (string | Tree)[], before: unknown): string {
  const own = typeof before === 'string' ? splitCells(before) : [];
  const texts = cells.map((cell, at) => {
    const text = own[at];
    if (text !== undefined && isSame('inline', cell, text)) return text;
    return typeof cell === 'string' ? cell.toWellFormed().trim() : printInline(cell.nodes, text);
  });
  const row = texts.map((text) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ');
  const isFramed = typeof before === 'string' && /^\s*\|.*\|\s*$/.test(before);
  // Bars around a row tell its empty first and last cells from no cells.
  return isFramed || (texts[0] === '' && texts.at(-1) === '') ? `| ${row} |` : row;
}

function readWithdrawal(input: FieldInput, before: unknown, refuse: Refuse): unknown {
  if (typeof input === 'boolean') return input;
  if (typeof input === 'string' || isTree(input)) return readOne('inline', input, before, refuse);
  if (!isObject(input)) return refuse('true, a reason, or a map with "date" and "text"');
  const own = isObject(before) ? before : {};
  return mapValues(input as Record<string, FieldInput>, (each, key) =>
    readOne(key === 'text' ? 'inline' : 'date', each, own[key], refuse),
  );
}

/** Percentages by name. Without any, the field is removed. */
function readFraming(input: FieldInput, refuse: Refuse): unknown {
  if (!isObject(input)) return refuse('a map of percentages');
  const sides = Object.entries(input as Record<string, FieldInput>);
  if (sides.some(([, each]) => typeof each !== 'string')) return refuse('a map of percentages');
  return sides.length === 0 ? '' : Object.fromEntries(sides);
}

const isTree = (input: unknown): input is Tree => isObject(input) && Array.isArray(input['nodes']);

const isRow = (input: unknown): input is { readonly cells: readonly (string | Tree)[] } =>
  isObject(input) && Array.isArray(input['cells']);

const mapValues = <In, Out>(value: Readonly<Record<string, In>>, map: (each: In, key: string) => Out) =>
  Object.fromEntries(Object.entries(value).map(([key, each]) => [key, map(each, key)]));
