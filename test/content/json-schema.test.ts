import { readdir, readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas } from '../../pipeline/content/json-schema.ts';
import { packageFiles } from '../../pipeline/publication/package-files.ts';
import { packageVersion } from '../../pipeline/publication/package-version.ts';

const root = new URL('../../', import.meta.url);
const schemas = jsonSchemas(await packageVersion(packageFiles));
const validators = Object.fromEntries(
  Object.entries(schemas).map(([name, text]) => [
    name,
    new Ajv({ allErrors: true }).compile(JSON.parse(text)),
  ]),
);

function errorsOf(schema: string, value: unknown): unknown {
  const validate = validators[schema];
  return validate?.(value) ? [] : (validate?.errors ?? 'no such schema');
}

async function publications(): Promise<{ file: string; schema: string }[]> {
  const files: { file: string; schema: string }[] = [];
  for (const publication of ['', 'test/fixtures/strangers/']) {
    files.push({ file: `${publication}newsletter.yaml`, schema: 'newsletter.schema.json' });
    for (const entry of await readdir(new URL(`${publication}content/`, root), { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      files.push({ file: `${publication}content/${entry.name}/en.yaml`, schema: 'issue.schema.json' });
      files.push({ file: `${publication}content/${entry.name}/nl.yaml`, schema: 'translation.schema.json' });
    }
  }
  return files;
}

const documents = await publications();

describe('the JSON Schemas', () => {
  test.each(Object.entries(schemas))(
    'docs/schema/%s is current (else: npm run schema)',
    async (name, text) => {
      expect(await readFile(new URL(`docs/schema/${name}`, root), 'utf8')).toBe(text);
    },
  );

  test.each(documents)('$file passes another validator', async ({ file, schema }) => {
    expect(errorsOf(schema, parse(await readFile(new URL(file, root), 'utf8')))).toEqual([]);
  });

  test.each([
    ['an unknown key', { colour: 'red' }],
    ['an unknown kind', { kind: 'letter' }],
    ['a number for a text', { headline: 2026 }],
    ['an unknown block', { body: [{ video: 'a.mp4' }] }],
    ['an unknown field of a block', { body: [{ quote: 'Oh', bye: 'A' }] }],
    ['an image without alt', { body: [{ image: 'a.png' }] }],
    ['an empty body', { body: [] }],
  ])('refuse %s', (_, change) => {
    const issue = {
      kind: 'article',
      date: '2026-03-09',
      status: 'ready',
      headline: 'Spring',
      body: [{ paragraph: 'Boats' }],
    };
    expect(errorsOf('issue.schema.json', issue)).toEqual([]);
    expect(errorsOf('issue.schema.json', { ...issue, ...change })).not.toEqual([]);
  });

  test.each(Object.entries(schemas))('%s says of every field what it is', (_, text) => {
    expect(undescribed(JSON.parse(text))).toEqual([]);
  });
});

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  items?: Schema | Schema[];
  additionalProperties?: Schema | boolean;
}

/** The paths of the fields that an editor would show nothing for. */
function undescribed(schema: Schema, path = ''): string[] {
  const inner = [schema.anyOf ?? [], schema.items ?? [], schema.additionalProperties ?? []].flat();
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, field]) => [
      ...(field.description ? [] : [`${path}/${key}`]),
      ...undescribed(field, `${path}/${key}`),
    ]),
    ...inner.flatMap((each) => (typeof each === 'boolean' ? [] : undescribed(each, path))),
  ];
}
