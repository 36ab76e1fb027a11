import { z } from 'zod';
import type { Place } from '../problems/place.ts';
import { suggest } from '../problems/suggest.ts';
import { hasOddEnd, reportOddSpace } from './odd-space.ts';
import { isObject, type Reading, typeName, valueAt } from './reading.ts';
import type { Path } from './yaml-tree.ts';

/** A value to check against a schema. */
interface Subject {
  readonly reading: Reading;
  /** Its path in the file. */
  readonly path: Path;
  readonly value: unknown;
  readonly schema: z.ZodType;
  /** The name of the value in messages: "the issue", "story 2". */
  readonly where: string;
}

/** One reason why a value does not match its schema. */
export interface Refusal {
  readonly issue: z.core.$ZodIssue;
  /** The path of the wrong value within the file. */
  readonly path: Path;
  /** The last key of the path, and the name of the value in messages. */
  readonly key: string;
  readonly field: string;
  readonly parent: string;
  readonly given: unknown;
  readonly schema: z.ZodType | undefined;
}

/** Turns a schema's errors into problems with places, except for those that `special` has handled. */
export function reportRefusals(
  issues: readonly z.core.$ZodIssue[],
  subject: Subject,
  special: (refusal: Refusal) => boolean = () => false,
): void {
  const refusals = issues.flatMap((each) => fittingBranch(each)).map((issue) => refusalOf(issue, subject));
  const meant = new Set(refusals.flatMap((refusal) => meantKeys(refusal)));
  for (const refusal of refusals) {
    // A misspelt key is reported as such, so the right key is not reported as missing.
    if (refusal.given === undefined && meant.has(refusal.path.join('/'))) continue;
    if (!special(refusal)) reportRefusal(refusal, subject.reading);
  }
}

function meantKeys({ issue, path, schema }: Refusal): string[] {
  if (issue.code !== 'unrecognized_keys' || !schema) return [];
  const nearest = issue.keys.flatMap((key) => suggest(key, keysOf(schema)) ?? []);
  return nearest.map((key) => [...path, key].join('/'));
}

/**
 * The errors of the form that the author most likely meant, for a value that may have one of several forms.
 */
function fittingBranch(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const fitting = issue.errors.find((branch) => branch.every((each) => !isRoot(each)));
  if (fitting) return fitting.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
  const empty = issue.errors.flat().find((each) => each.code === 'too_small' && each.path.length === 0);
  return empty ? [{ ...empty, path: issue.path }] : [issue];
}

const isRoot = ({ code, path }: z.core.$ZodIssue) => path.length === 0 && code !== 'unrecognized_keys';

function refusalOf(issue: z.core.$ZodIssue, { path, value, schema, where }: Subject): Refusal {
  const inner = issue.path as Path;
  return {
    issue,
    path: [...path, ...inner],
    key: String(inner.at(-1) ?? ''),
    field: inner.length === 0 ? where : fieldName(inner),
    parent: inner.length <= 1 ? where : fieldName(inner.slice(0, -1)),
    given: valueAt(value, inner),
    schema: schemaAt(schema, inner),
  };
}

function reportRefusal(
  { issue, path, key, field, parent, given, schema }: Refusal,
  { tree, report, hidden }: Reading,
): void {
  const place = tree.place(path);
  if (issue.code === 'unrecognized_keys') {
    const known = schema ? keysOf(schema) : [];
    for (const each of issue.keys.filter((key) => !isLostText(key, given))) {
      const at = tree.placeOfKey([...path, each]);
      if (hasOddEnd(each) && reportOddSpace({ ...at, end: at.start + each.length }, report)) continue;
      const hint = startsParagraph(each, at) ? paragraphHint : undefined;
      report.add('unknown-key', { key: each, where: field, known, hint }, at);
    }
  } else if (given === undefined) {
    if (!hidden.includes(key)) report.add('missing-field', { field: key, where: parent }, place);
  } else if (given === null || given === '' || (Array.isArray(given) && given.length === 0)) {
    const hint = schema && expectation(schema) === 'a list' ? emptyList : undefined;
    report.add('empty-text', { field, hint }, place);
  } else if (issue.code === 'invalid_value') {
    const [first = '', ...others] = issue.values.map(String);
    const nearest = suggest(String(given), [first, ...others]);
    const message =
      others.length === 0
        ? `${field} must be ${first}, but this is ${show(given)}.`
        : `${field} must be one of ${[first, ...others].join(', ')}, but this is ${show(given)}.`;
    const takeOut = others.length === 0 ? `Write "${first}", or delete the field.` : undefined;
    const hint = nearest === undefined ? takeOut : `Did you mean "${nearest}"?`;
    report.add('invalid-value', { message, hint, field }, place);
  } else if (issue.code === 'invalid_format') {
    const message = `${field} cannot be ${show(given)}.`;
    report.add('invalid-value', { message, hint: schema && descriptionOf(schema), field }, place);
  } else if (issue.code === 'too_small' || issue.code === 'too_big') {
    report.add(
      'invalid-value',
      { message: `${field} ${limitOf(issue)}.`, hint: schema && descriptionOf(schema), field },
      place,
    );
  } else {
    const expected = schema ? expectation(schema) : 'something else';
    const written = tree.source.text.slice(place.start, place.end);
    report.add(
      'wrong-type',
      { field, expected, actual: typeName(given), hint: typeHint(given, written, expected) },
      place,
    );
  }
}

function limitOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const isSmall = issue.code === 'too_small';
  if (issue.origin === 'array') return `has too ${isSmall ? 'few' : 'many'} items`;
  const limit = isSmall ? issue.minimum : issue.maximum;
  const bound =
    issue.inclusive === false ? (isSmall ? 'more than' : 'less than') : `at ${isSmall ? 'least' : 'most'}`;
  return issue.origin === 'string' ? `must have ${bound} ${limit} characters` : `must be ${bound} ${limit}`;
}

const emptyList = 'Write its items below it, indented by two more spaces, each after "- ".';

const paragraphHint =
  'If a second paragraph begins here, make it a block: "- paragraph: >-", and the text below it, indented.';

/**
 * Whether a key begins a second paragraph, as in `Note: a second paragraph` below an empty line. The words
 * before the colon are then not meant as a key.
 */
function startsParagraph(key: string, { source, start }: Place): boolean {
  return /^\p{Lu}|\s/u.test(key) && (source.line(source.position(start).line - 1) ?? 'x').trim() === '';
}

/**
 * Whether a key is really the beginning of a text with a colon, which should be indented below the key before
 * it. The parser sees that key as empty.
 */
function isLostText(key: string, object: unknown): boolean {
  return /\s/.test(key) && isObject(object) && Object.values(object).includes(null);
}

/** The name of a field for messages: `"sender.name"`, or `Item 2 of "list"`. */
export function fieldName(path: Path): string {
  const last = path.at(-1);
  if (typeof last === 'number') return `Item ${last + 1} of ${fieldName(path.slice(0, -1))}`;
  return `"${path.join('.')}"`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : typeName(value);
}

function typeHint(given: unknown, written: string, expected: string): string | undefined {
  if (expected.startsWith('a list'))
    return 'Write each item on its own line after "- ", or write [one, two].';
  if (!expected.includes('text')) return undefined;
  if (typeof given === 'number' || typeof given === 'boolean') return `Put it in quotes: "${written}".`;
  if (Array.isArray(given)) return 'A text that begins with a bracket needs quotes, or ">-" and a new line.';
  if (written.startsWith('{')) return 'A text that begins with a brace needs quotes, or ">-" and a new line.';
  if (isObject(given))
    return 'If the text contains a colon and a space, put it in quotes, or write ">-" and begin a new line.';
  return undefined;
}

/** The expectation of a schema, in words. */
function expectation(schema: z.ZodType): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) return (inner.options as z.ZodType[]).map(expectation).join(' or ');
  if (inner instanceof z.ZodLiteral) return [...inner.values].join(' or ');
  if (inner instanceof z.ZodNumber) return 'a number';
  if (inner instanceof z.ZodBoolean) return 'true or false';
  if (inner instanceof z.ZodArray) return 'a list';
  if (inner instanceof z.ZodTuple) return `a list of ${inner.def.items.length}`;
  if (inner instanceof z.ZodObject) return 'a map of fields ("name: value")';
  if (inner instanceof z.ZodRecord) return 'one for each language ("en: \u2026")';
  return 'text';
}

function keysOf(schema: z.ZodType): string[] {
  const inner = unwrap(schema);
  const objects = inner instanceof z.ZodUnion ? (inner.options as z.ZodType[]) : [inner];
  return objects.flatMap((each) => (each instanceof z.ZodObject ? Object.keys(each.shape) : []));
}

function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((outer, step) => {
    const inner = outer && unwrap(outer);
    const branches = inner instanceof z.ZodUnion ? (inner.options as z.ZodType[]) : [inner];
    return branches.map((branch) => stepInto(branch, step)).find((found) => found !== undefined);
  }, schema);
}

function stepInto(schema: z.ZodType | undefined, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, step) ? (schema.shape[step] as z.ZodType) : undefined;
  }
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodTuple) return schema.def.items[Number(step)] as z.ZodType | undefined;
  return undefined;
}

function descriptionOf(schema: z.ZodType): string | undefined {
  return schema.description ?? unwrap(schema).description;
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}
