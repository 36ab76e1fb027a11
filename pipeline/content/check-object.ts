import { z } from 'zod';
import type { Report } from '../problems/report.ts';
import { refuseLink } from '../sources/link-address.ts';
import { type Reading, typeName } from '../sources/reading.ts';
import type { Path, Tree } from '../sources/yaml-tree.ts';
import { isOptional, roleOf, type Shape } from './fields.ts';
import { inspectText } from './inspect-text.ts';
import { isDate, parseDuration, parseMoment } from './time.ts';

type Value<S extends Shape> = z.infer<z.ZodObject<S>>;

/**
 * Holds one object of a file against its shape and reports what is wrong with it, field by field.
 * `where` is how the object is called in messages: "the issue", "the quote", "story 2". Returns the typed value,
 * or undefined when the shape does not hold.
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
    if (!(reading.broken && value == null)) {
      const expected = 'a map of fields ("name: value")';
      report.add(
        'wrong-type',
        { field: capital(where), expected, actual: typeName(value) },
        tree.place(path),
      );
    }
    return undefined;
  }
  const before = report.problems.length;
  const parsed = z.strictObject(shape).safeParse(value);
  for (const issue of parsed.error?.issues ?? []) reportIssue(reading, path, value, shape, where, issue);
  for (const [key, schema] of Object.entries(shape))
    inspectField(reading, [...path, key], value[key], schema, key);
  const failed = report.problems.slice(before).some((problem) => problem.severity === 'error');
  return parsed.success && !failed ? (parsed.data as Value<S>) : undefined;
}

function reportIssue(
  { tree, report, broken }: Reading,
  path: Path,
  value: Record<string, unknown>,
  shape: Shape,
  where: string,
  issue: z.core.$ZodIssue,
): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      // Where the syntax broke, a piece of text may look like a key.
      if (broken && /\s/.test(key)) continue;
      report.add('unknown-key', { key, where, known: Object.keys(shape) }, tree.placeOfKey([...path, key]));
    }
    return;
  }
  const inner = issue.path as (string | number)[];
  const key = String(inner[0]);
  const schema = shape[key];
  if (schema === undefined) return;
  const at = [...path, ...inner];
  const given = inner.reduce<unknown>(
    (node, step) => (node as Record<string, unknown> | undefined)?.[step],
    value,
  );
  if (given === undefined) {
    if (broken) return;
    if (key === 'alt') report.add('missing-alt', { where }, tree.place(path));
    else report.add('missing-field', { field: inner.join('.'), where }, tree.place(path));
    return;
  }
  const field = label(inner);
  if (given === null) {
    const hint = isOptional(schema) ? 'Fill it in, or take it out.' : undefined;
    report.add('empty-text', { field, hint }, tree.place(at));
    return;
  }
  reportValue(report, tree, at, field, given, schema, issue);
}

function reportValue(
  report: Report,
  tree: Tree,
  at: Path,
  field: string,
  given: unknown,
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
): void {
  const role = roleOf(schema);
  if (role === 'date' || role === 'moment') {
    report.add('invalid-date', { value: show(given) }, tree.place(at));
    return;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const message =
      values.length === 1
        ? `${field} can only be ${values[0]}, and this is ${show(given)}.`
        : `${field} is one of ${values.join(', ')}, and this is "${show(given)}".`;
    const hint = values.length === 1 ? `Write "${values[0]}", or take the field out.` : undefined;
    report.add('invalid-value', { message, hint }, tree.place(at));
    return;
  }
  if (given === '' || (Array.isArray(given) && given.length === 0)) {
    report.add('empty-text', { field }, tree.place(at));
    return;
  }
  if (issue.code === 'invalid_format') {
    const message = `${field} cannot be "${show(given)}".`;
    const hint = 'Use small letters, digits and hyphens, and begin with a letter.';
    report.add('invalid-value', { message, hint }, tree.place(at));
    return;
  }
  const listExpected = schema instanceof z.ZodArray || (isOptional(schema) && innerIsArray(schema));
  const expected =
    listExpected && at.at(-1) !== undefined && typeof at.at(-1) === 'string' ? 'a list' : expectedFor(role);
  report.add(
    'wrong-type',
    { field, expected, actual: typeName(given), hint: hintFor(given, expected) },
    tree.place(at),
  );
}

/** What the shape cannot say: that a day exists, a link can be followed, a text can be read. */
function inspectField(
  { tree, report }: Reading,
  path: Path,
  value: unknown,
  schema: z.ZodType,
  key: string,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      inspectField({ tree, report, broken: false }, [...path, index], item, schema, key);
    }
    return;
  }
  const role = roleOf(schema);
  if (typeof value !== 'string' || value === '' || role === undefined) return;
  const place = () => tree.place(path);
  switch (role) {
    case 'inline':
    case 'text':
    case 'name':
      inspectText(value, role, { tree, path, report, field: label([key]) });
      break;
    case 'address': {
      const reason = refuseLink(value);
      if (reason) report.add('invalid-link', { address: value, reason }, place());
      break;
    }
    case 'date':
      if (/^\d{4}-\d{2}-\d{2}$/.test(value) && !isDate(value)) {
        report.add('invalid-date', { value, reason: 'the calendar has no such day' }, place());
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
        report.add(
          'invalid-value',
          { message, hint: 'Write 48h, 2d, or a moment such as 2026-03-11T08:00.' },
          place(),
        );
      }
      break;
    case 'slug':
      if (!isSlug(value)) report.add('issue-slug', { slug: value }, place());
      break;
  }
}

/** Small letters, digits and hyphens: what can stand in an address as it is. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 100;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function innerIsArray(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? innerIsArray(schema.unwrap() as z.ZodType)
    : schema instanceof z.ZodArray;
}

function label(path: readonly (string | number)[]): string {
  const [key, index] = path;
  return typeof index === 'number' ? `Item ${index + 1} of "${key}"` : `"${path.join('.')}"`;
}

function expectedFor(role: ReturnType<typeof roleOf>): string {
  if (role === 'flag') return 'true or false';
  if (role === 'address') return 'an address (https://\u2026)';
  if (role === 'asset') return 'the name of a file';
  return 'text';
}

function hintFor(given: unknown, expected: string): string | undefined {
  if (expected === 'a list')
    return 'Write each item on a line of its own, with "- " in front, or [one, two].';
  if (typeof given === 'number' || typeof given === 'boolean') return `Put it in quotes: "${given}".`;
  if (Array.isArray(given)) return 'A text that begins with a bracket needs quotes, or ">-" and a new line.';
  if (isObject(given))
    return 'If the text holds a colon and a blank, put it in quotes, or write ">-" and begin a new line.';
  return undefined;
}

function show(value: unknown): string {
  return typeof value === 'object' && value !== null ? typeName(value) : String(value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
