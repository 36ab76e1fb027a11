import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { blockKinds } from '../../pipeline/content/blocks/registry.ts';
import { issueShape, listShape } from '../../pipeline/content/issue-schema.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { checkPublication } from '../problems/check-publication.ts';
import { pixel, tinyFiles } from '../problems/tiny-publication.ts';

const read = (page: string) => readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
const [article, translating, configuration] = await Promise.all([
  read('editor/article.md'),
  read('translator/translating.md'),
  read('operator/configuration.md'),
]);

const examplesOf = (page: string) =>
  [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

async function codesOf(files: Record<string, string | Uint8Array>): Promise<string[]> {
  const { problems } = await checkPublication(memoryFiles(files));
  return problems.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`);
}

/** An example of the page as a whole article: blocks and single fields get what they need around them. */
function wholeArticle(example: string): string {
  if (example.startsWith('kind:')) return example;
  const head = 'kind: article\ndate: 2026-03-01\nstatus: draft\nheadline: Spring\n';
  if (/^(?:# .*\n)?-/.test(example)) return `${head}body:\n${example.replace(/^(?=.)/gm, '  ')}`;
  const body = /^body:/m.test(example) ? '' : 'body:\n  - paragraph: Boats.\n';
  return `${head}${example}${body}`;
}

const pictures = { 'content/a/boat.png': pixel, 'content/a/ferry.png': pixel, 'content/a/boot.png': pixel };
const single = String(tinyFiles['newsletter.yaml'])
  .replace('[en, nl]', '[en]')
  .replaceAll(/, nl: \w+/g, '')
  .replace(/description.*/, 'description: Tiny');

describe('docs/editor/article.md', () => {
  const examples = examplesOf(article);
  const right = examples.filter((example) => !example.startsWith('# not like this'));
  const wrong = examples.filter((example) => example.startsWith('# not like this'));
  const files = (example: string) => ({
    'newsletter.yaml': single,
    ...pictures,
    'content/a/en.yaml': wholeArticle(example),
    'content/2026-03-09-spring/en.yaml': wholeArticle(''),
  });
  const isRelevant = (problem: string) => !problem.startsWith('asset-unused');

  test.each(right)('has an example without problems: %s', async (example) => {
    expect((await codesOf(files(example))).filter(isRelevant)).toEqual([]);
  });

  test.each(wrong)('has a counterexample with a problem: %s', async (example) => {
    const problems = (await codesOf(files(example))).filter(isRelevant);
    expect(problems.length).toBeGreaterThanOrEqual(1);
    expect(new Set(problems.map((problem) => problem.split(' ')[0])).size).toBe(1);
  });

  test('documents every field and every block', () => {
    for (const field of Object.keys({ ...issueShape, ...listShape }))
      expect(article).toContain(`| \`${field}\` |`);
    for (const kind of blockKinds) expect(article).toMatch(new RegExp(`^- ${kind}:`, 'm'));
  });
});

describe('docs/translator/translating.md', () => {
  test('has a source and a translation that fit', async () => {
    const examples = examplesOf(translating);
    const named = (name: string) => examples.find((example) => example.startsWith(`# ${name}`)) ?? '';
    const problems = await codesOf({
      'newsletter.yaml': String(tinyFiles['newsletter.yaml']),
      'content/a/boat.png': pixel,
      'content/a/en.yaml': named('en.yaml'),
      'content/a/nl.yaml': named('nl.yaml'),
    });
    expect(problems).toEqual([]);
  });
});

describe('docs/operator/configuration.md', () => {
  const [first = '', ...others] = examplesOf(configuration);

  test('has a file to begin with', async () => {
    expect(await codesOf({ ...tinyFiles, 'newsletter.yaml': first })).toEqual([]);
  });

  test.each(others)('has an example without problems: %s', async (example) => {
    const file = stringify({ ...parse(first), ...parse(example) });
    expect(await codesOf({ ...tinyFiles, 'newsletter.yaml': file })).toEqual([]);
  });

  test('tells every field', async () => {
    const schema = JSON.parse(await read('schema/newsletter.schema.json'));
    const fields = Object.entries<{ properties?: object }>(schema.properties).flatMap(
      ([key, { properties }]) =>
        properties && ['sender', 'languages'].includes(key)
          ? Object.keys(properties).map((inner) => `${key}.${inner}`)
          : [key],
    );
    for (const field of fields) expect(configuration).toContain(`| \`${field}\` |`);
  });
});
