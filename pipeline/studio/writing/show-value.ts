import { splitCells } from '../../content/blocks/cells.ts';
import { parseInline } from '../../content/inline.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import type { FieldForm, FieldValue, InlineValue } from '../protocol/write.ts';

/** The value of a field for the page: inline texts with their trees, rows cell by cell. */
export function showValue({ role, isList, isMap }: FieldForm, value: unknown): FieldValue {
  if (role === 'other') return value as FieldValue;
  if (role === 'withdrawal') return showWithdrawal(value);
  const one = (each: unknown): FieldValue => {
    if (each === null || typeof each === 'object') return each as FieldValue;
    if (role === 'inline') return showInline(String(each));
    if (role === 'cells') return { cells: splitCells(String(each)).map(showInline) };
    return each as FieldValue;
  };
  if (isMap && isObject(value)) return mapValues(value, one);
  return isList && Array.isArray(value) ? value.map(one) : one(value);
}

function showWithdrawal(value: unknown): FieldValue {
  if (typeof value === 'string') return showInline(value);
  if (!isObject(value)) return value as FieldValue;
  return mapValues(value, (each) => (typeof each === 'string' ? each : (each as FieldValue)), {
    text: (each) => showInline(String(each)),
  });
}

function mapValues(
  value: Readonly<Record<string, unknown>>,
  show: (each: unknown) => FieldValue,
  special: Readonly<Record<string, (each: unknown) => FieldValue>> = {},
): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, (special[name] ?? show)(each)]),
  );
}

const showInline = (markdown: string): InlineValue => ({ markdown, nodes: parseInline(markdown) });
