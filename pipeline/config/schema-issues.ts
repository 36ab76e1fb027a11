import { z } from 'zod';
import { type Reading, typeName } from '../sources/reading.ts';
import type { Path } from '../sources/yaml-tree.ts';

/** Turns what a nested schema refuses into problems with their places. `where` is how the file is called. */
export function reportSchemaIssues(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  reading: Reading,
  where: string,
): void {
  const { tree, report, broken } = reading;
  for (const issue of issues) {
    const path = issue.path as Path;
    const name = path.length === 0 ? where : `"${path.join('.')}"`;
    const given = path.reduce<unknown>(
      (node, step) => (node as Record<string, unknown> | null)?.[step],
      tree.value,
    );
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(schema, path);
      for (const key of issue.keys)
        report.add('unknown-key', { key, where: name, known }, tree.placeOfKey([...path, key]));
    } else if (given === undefined && path.length > 0) {
      const parent = path.length === 1 ? where : `"${path.slice(0, -1).join('.')}"`;
      if (!broken)
        report.add(
          'missing-field',
          { field: String(path.at(-1)), where: parent },
          tree.place(path.slice(0, -1)),
        );
    } else if (given === null || given === '') {
      report.add('empty-text', { field: name }, tree.place(path));
    } else if (issue.code === 'invalid_value') {
      const message = `${name} is one of ${issue.values.join(', ')}, and this is "${String(given)}".`;
      report.add('invalid-value', { message }, tree.place(path));
    } else if (issue.code === 'invalid_format') {
      const message = `${name} cannot be "${String(given)}".`;
      const hint = schemaAt(schema, path)?.description;
      report.add('invalid-value', { message, hint }, tree.place(path));
    } else if (issue.code === 'too_small' || issue.code === 'too_big') {
      report.add(
        'invalid-value',
        { message: `${name} has the wrong size: ${issue.message}.` },
        tree.place(path),
      );
    } else {
      const expected = issue.code === 'invalid_type' ? typeNames[issue.expected] : undefined;
      const hint = schemaAt(schema, path)?.description;
      report.add(
        'wrong-type',
        { field: name, expected: expected ?? 'something else', actual: typeName(given), hint },
        tree.place(path),
      );
    }
  }
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list of two',
  object: 'a map of fields',
  record: 'a map of languages',
};

function keysAt(schema: z.ZodType, path: Path): string[] {
  const found = schemaAt(schema, path);
  const inner = found && unwrap(found);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let current: z.ZodType | undefined = schema;
  for (const step of path) {
    const inner: z.ZodType | undefined = current && unwrap(current);
    if (inner instanceof z.ZodObject) current = inner.shape[String(step)] as z.ZodType | undefined;
    else if (inner instanceof z.ZodRecord) current = inner.valueType as z.ZodType;
    else if (inner instanceof z.ZodArray) current = inner.element as z.ZodType;
    else return undefined;
  }
  return current;
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}
