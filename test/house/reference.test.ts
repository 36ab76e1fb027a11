import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Key, keysOf } from '../../packages/docs/reference/newsletter-page.ts';
import { referencePages } from '../../packages/docs/reference/write-reference.ts';
import { jsonSchemas } from '../../pipeline/content/json-schema.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { checkPublication } from '../problems/check-publication.ts';
import { pixel, tinyFiles } from '../problems/tiny-publication.ts';
import { root } from './source-files.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = await referencePages();
const example = read('packages/docs/reference/newsletter.example.yaml');

test.each(Object.keys(pages))(
  'docs/reference/%s is what the code says; npm run docs:reference writes it',
  (name) => {
    expect(read(`docs/reference/${name}`)).toBe(pages[name]);
  },
);

test('the example of newsletter.yaml has every key of the schema', () => {
  const keys = keysOf(JSON.parse(jsonSchemas()['newsletter.schema.json'] ?? ''));
  expect(keys.length).toBeGreaterThan(80);
  expect(keys.filter(({ path }) => !isIn(parse(example), path.split(/(?=\[\])|\./))).map(pathOf)).toEqual([]);
});

test('the example of newsletter.yaml has no problem', async () => {
  const files = {
    ...tinyFiles,
    'newsletter.yaml': example.replace(/^extensions: .*\n/m, ''),
    'assets/nameplate.png': pixel,
  };
  const { problems } = await checkPublication(memoryFiles(files));
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
});

const pathOf = ({ path }: Key) => path;

/** Whether a value has something at a path; `[]` and `<name>` stand for each item of a list and each name. */
function isIn(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  if (step === '[]' || step === '<name>') return Object.values(value).some((each) => isIn(each, rest));
  return isIn(Object.entries(value).find(([key]) => key === step)?.[1], rest);
}
