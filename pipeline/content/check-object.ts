import { z } from 'zod';
import { refuseLink } from '../foundation/sources/link-address.ts';
import { hasOddEnd, reportOddSpace } from '../foundation/sources/odd-space.ts';
import { isObject, type Reading, typeName } from '../foundation/sources/reading.ts';
import { fieldName, type Refusal, reportRefusals } from '../foundation/sources/report-refusals.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import { parseDuration } from '../foundation/time/parse-duration.ts';
import { isDate, parseMoment } from '../foundation/time/parse-moment.ts';
import { splitCells } from './blocks/cells.ts';
import { roleOf, type Shape } from './blocks/fields.ts';
import { inspectCrop, reportFraming } from './inspect-framing.ts';
import { inspectText } from './inspect-text.ts';

type Value<S extends Shape> = z.infer<z.ZodObject<S>>;

/**
 * Checks one object of a file against its shape and reports the mistakes field by field. Messages call the
 * object `where`: "the issue", "the quote", "story 2". Returns the typed values, or undefined if the object
 * does not match.
 */
export function checkObject<S extends Shape>(
  reading: Reading,
  path: Path,
  value: unknown,
  shape: S,
  where: string,
): Value<S> | undefined {
  const { tree, report } = reading;
  if (!isObject(value)) {
    const expected = 'a map of fields ("name: value")';
    report.add('wrong-type', { field: capital(where), expected, actual: typeName(value) }, tree.place(path));
    return undefined;
  }
  const before = report.errors;
  const schema = schemaOf(shape);
  const parsed = schema.safeParse(value);
  reportRefusals(parsed.error?.issues ?? [], { reading, path, value, schema, where }, (refusal) =>
    reportSpecial(refusal, reading),
  );
  for (const [key, each] of Object.entries(shape))
    inspectField(reading, [...path, key], value[key], each, key);
  return parsed.success && report.errors === before ? (parsed.data as Value<S>) : undefined;
}

/** Zod compiles a schema when it is first used, so all blocks of a kind share one schema. */
function schemaOf<S extends Shape>(shape: S): z.ZodObject<S> {
  const schema = schemas.get(shape) ?? z.strictObject(shape);
  schemas.set(shape, schema);
  return schema as z.ZodObject<S>;
}

const schemas = new WeakMap<Shape, z.ZodObject>();

/** Reports the mistakes that are common enough to have their own code. */
function reportSpecial(refusal: Refusal, reading: Reading): boolean {
  const { key, path, field, parent, given, schema } = refusal;
  const { tree, report, hidden } = reading;
  const role = schema && roleOf(schema);
  if (reportFraming(refusal, role, reading)) return true;
  if (typeof given === 'string' && hasOddEnd(given)) {
    const { source, start } = tree.place(path);
    if (reportOddSpace({ source, start, end: start + given.length }, report)) return true;
  }
  if (given === undefined && role === 'alt') {
    if (!hidden.includes(key)) report.add('missing-alt', { where: capital(parent) }, tree.place(path));
    return true;
  }
  if (role === 'cells' && typeof path.at(-1) === 'number' && Array.isArray(given)) {
    const hint = 'Write the cells of a row as one text, with " | " between them: "Monday | 9:00".';
    report.add('wrong-type', { field, expected: 'text', actual: typeName(given), hint }, tree.place(path));
    return true;
  }
  if (given == null || given === '' || (role !== 'date' && role !== 'moment')) return false;
  const value = typeof given === 'string' ? given : typeName(given);
  report.add('invalid-date', { value }, tree.place(path));
  return true;
}

/** Checks what the shape cannot express: that a date exists, a link is valid, a text is readable. */
function inspectField(reading: Reading, path: Path, value: unknown, schema: z.ZodType, key: string): void {
  const { tree, report } = reading;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      inspectField(reading, [...path, index], item, schema, key);
    }
    return;
  }
  if (value === null && isNullable(schema) && !/^(?:null|~)$/i.test(textAt(reading, path))) {
    const hint = 'Fill it in, or write "null" to leave it out in this language.';
    report.add('empty-text', { field: fieldName([key]), hint }, tree.place(path));
  }
  const kinds = alternatives(schema);
  if (isObject(value)) {
    const named = kinds.find((each) => each instanceof z.ZodRecord)?.valueType as z.ZodType | undefined;
    if (named !== undefined) {
      for (const [name, item] of Object.entries(value))
        inspectField(reading, [...path, name], item, named, key);
      return;
    }
    if (kinds.some((each) => roleOf(each) === 'crop')) inspectCrop(reading, path, value);
    // A withdrawal may be an object with a date, or just a text.
    const fields = kinds.find((each) => each instanceof z.ZodObject)?.shape ?? {};
    for (const [inner, each] of Object.entries(fields)) {
      inspectField(reading, [...path, inner], value[inner], each as z.ZodType, inner);
    }
    return;
  }
  const role = kinds.map((each) => roleOf(each)).find((each) => each !== undefined);
  if (typeof value !== 'string' || value === '' || role === undefined) return;
  const place = () => tree.place(path);
  switch (role) {
    case 'cells':
      // Check each cell on its own: strong text cannot begin in one cell and end in the next.
      for (const cell of splitCells(value)) {
        if (cell !== '') inspectText(cell, 'inline', { tree, path, report, field: fieldName([key]) });
      }
      break;
    case 'inline':
    case 'text':
    case 'alt':
    case 'name':
      inspectText(value, role, { tree, path, report, field: fieldName([key]) });
      break;
    case 'address': {
      const reason = refuseLink(value);
      if (reason) report.add('invalid-link', { address: value, reason }, place());
      break;
    }
    case 'date':
      if (/^\d{4}-\d{2}-\d{2}$/.test(value) && !isDate(value)) {
        report.add('invalid-date', { value, reason: 'there is no such date' }, place());
      }
      break;
    case 'moment':
      if (parseMoment(value, 'UTC') === undefined && /^\d{4}-\d{2}-\d{2}/.test(value)) {
        report.add('invalid-date', { value, reason: 'there is no such moment' }, place());
      }
      break;
    case 'period':
      if (parseMoment(value, 'UTC') === undefined && parseDuration(value) === undefined) {
        const message = `"${value}" is neither a moment nor a span of time.`;
        const hint = 'Write 48h, 2d, or a moment such as 2026-03-11T08:00.';
        report.add('invalid-value', { message, hint, about: 'period' }, place());
      }
      break;
    case 'slug':
      if (!isSlug(value)) report.add('issue-slug', { slug: value }, place());
      break;
  }
}

function isNullable(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional
    ? isNullable(schema.unwrap() as z.ZodType)
    : schema instanceof z.ZodNullable;
}

function textAt({ tree }: Reading, path: Path): string {
  const { source, start, end } = tree.place(path);
  return source.text.slice(start, end);
}

/** The schemas that a field may match: several for a union, otherwise one. */
function alternatives(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return alternatives(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodUnion ? (schema.options as z.ZodType[]) : [schema];
}

/** Whether a text has only small letters, digits and hyphens, which need no escaping in an address. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 100;
}

/** Capitalises a name such as "the quote" for the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
