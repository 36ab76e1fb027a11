import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import type { Problem } from '../../pipeline/foundation/problems/problem.ts';
import { checkPublication } from '../problems/check-publication.ts';
import { pixel, tinyFiles } from '../problems/tiny-publication.ts';

/** FUZZ=50 looks fifty times as long. */
const thoroughness = Number(process.env['FUZZ'] ?? 1);

const real = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const texts: Record<string, string> = {};
for (const slug of ['2023-07-06-coalition', '2026-05-07-bridges', '2026-11-19-november'])
  for (const locale of ['en', 'nl'])
    texts[`content/${slug}/${locale}.yaml`] = await real(`content/${slug}/${locale}.yaml`);
texts['newsletter.yaml'] = await real('newsletter.yaml');

/** Pieces that mean something to YAML, to Markdown, or to the machine below. */
const pieces = [
  ...'\'"`*&!|>%@#{}[],:?-~<=.\\/\t\n\r \0\u0085\u2028\ufeff\ud83d\u202e',
  '\n---\n',
  '\n...\n',
  ': ',
  '- ',
  ' #',
  '\n\t',
  '"\n',
  '*a',
  '&a ',
  '!!binary ',
  '<<: ',
  '? ',
  '[[',
  '{{',
  '](',
  '__proto__: 1\n',
  'constructor: ',
  '\n  - ',
  '\n    ',
  'null',
  'true',
  '0x1f',
  '1e999',
  '.nan',
  'e\u0301',
  '\r\n',
  '%YAML 1.1\n',
];

type Mutation = (text: string) => string;
const at = fc.double({ min: 0, max: 1, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ at, piece: fc.constantFrom(...pieces) }).map(({ at, piece }) => (text: string) => {
    const place = Math.floor(at * text.length);
    return text.slice(0, place) + piece + text.slice(place);
  }),
  fc.record({ at, length: fc.nat(40) }).map(({ at, length }) => (text: string) => {
    const place = Math.floor(at * text.length);
    return text.slice(0, place) + text.slice(place + length);
  }),
  fc.record({ at, other: at }).map(({ at, other }) => (text: string) => {
    const lines = text.split('\n');
    const [line = ''] = lines.splice(Math.floor(at * lines.length), 1);
    lines.splice(Math.floor(other * lines.length), 0, line);
    return lines.join('\n');
  }),
  fc.record({ at, shift: fc.integer({ min: -3, max: 3 }) }).map(({ at, shift }) => (text: string) => {
    const lines = text.split('\n');
    const number = Math.floor(at * lines.length);
    const line = lines[number] ?? '';
    lines[number] = shift < 0 ? line.slice(-shift) : ' '.repeat(shift) + line;
    return lines.join('\n');
  }),
  at.map((at) => (text: string) => text.slice(0, Math.floor(at * text.length))),
);

/** The problem points into its file, wherever that was read. */
function expectPlace(
  { code, file, line, column, endLine, endColumn, frame }: Problem,
  files: Record<string, string | Uint8Array>,
): void {
  expect(file, code).toBeTypeOf('string');
  const text = files[file ?? ''];
  if (typeof text !== 'string') return;
  const lines = text.replace(/^\ufeff/, '').split('\n');
  expect(line, code).toBeGreaterThanOrEqual(1);
  expect(line, code).toBeLessThanOrEqual(lines.length);
  expect(column, code).toBeGreaterThanOrEqual(1);
  expect(column, code).toBeLessThanOrEqual((lines[(line ?? 0) - 1]?.length ?? 0) + 1);
  expect([endLine, endColumn], code).toEqual([expect.any(Number), expect.any(Number)]);
  expect((endLine ?? 0) * 1e6 + (endColumn ?? 0), code).toBeGreaterThanOrEqual(
    (line ?? 0) * 1e6 + (column ?? 0),
  );
  expect(frame, code).toMatch(/\| +\^+$/);
}

describe('after random mutations of a file', () => {
  test.each(Object.keys(texts))(
    '%s is read without a crash, and each problem points into it',
    async (path) => {
      const folder = path.split('/').slice(0, -1).join('/');
      const pictures = ['binnenhof.svg', 'kraanbrug.svg', 'ferry.svg', 'library.svg', 'meteors.svg'];
      const others = Object.fromEntries(pictures.map((name) => [`${folder}/${name}`, pixel]));
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
          const text = mutations.reduce((before, mutate) => mutate(before), texts[path] ?? '');
          const files = { ...others, ...texts, [path]: text };
          const { problems } = await checkPublication(
            memoryFiles(files),
            folder === '' ? ['2026-05-07-bridges'] : [folder.slice('content/'.length)],
          );
          for (const problem of problems) expectPlace(problem, files);
        }),
        { numRuns: 40 * thoroughness, seed: 20261119 },
      );
    },
  );

  test('any text at all is read without a crash', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.constantFrom(...pieces, 'kind', 'body', 'a', 'paragraph'), { maxLength: 60 })
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom('content/spring/en.yaml', 'content/spring/nl.yaml', 'newsletter.yaml'),
        async (text, path) => {
          const files = { ...tinyFiles, [path]: text };
          const { problems } = await checkPublication(memoryFiles(files), ['spring']);
          for (const problem of problems) expectPlace(problem, { [path]: text.toWellFormed() });
        },
      ),
      { numRuns: 400 * thoroughness, seed: 20261119 },
    );
  });

  test('any bytes at all are read without a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { problems } = await checkPublication(
          memoryFiles({ ...tinyFiles, 'content/spring/en.yaml': bytes }),
          ['spring'],
        );
        expect(problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 * thoroughness, seed: 20261119 },
    );
  });
});

describe('names that every object has', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'then',
  ];
  const unknownKeys = async (files: Record<string, string | Uint8Array>) => {
    const { problems } = await checkPublication(memoryFiles({ ...tinyFiles, ...files }), []);
    return problems.map(({ code, line }) => `${code} ${line}`);
  };
  const inArticle = (line: string) =>
    `kind: article\ndate: 2026-03-09\nstatus: ready\nheadline: Spring\ndeck: Boats\n${line}\nbody: [{ paragraph: Boats }]\n`;
  const alone = {
    'content/spring/nl.yaml':
      'status: ready\nheadline: Lente\ndeck: Boten\nbody: [{ paragraph: Boten }]\ncorrections: [{ text: Oh }]\nwithdrawn: Fout\n',
    'content/spring/boat.png': undefined,
  };
  const article = async (line: string) => {
    const { 'content/spring/boat.png': _, ...files } = {
      ...tinyFiles,
      ...alone,
      'content/spring/en.yaml': inArticle(line),
    };
    const { problems } = await checkPublication(memoryFiles(files as Record<string, string>), ['spring']);
    return problems
      .filter(({ file }) => file === 'content/spring/en.yaml')
      .map(({ code, line }) => `${code} ${line}`);
  };

  test.each(names)('%s is an unknown key at every level of an article', async (name) => {
    expect(await article(`${name}: 1`)).toEqual(['unknown-key 6']);
    expect(await article(`withdrawn: { text: Wrong, ${name}: 1 }`)).toEqual(['unknown-key 6']);
    expect(await article(`corrections: [{ date: 2026-03-09, text: Oh, ${name}: { ${name}: 1 } }]`)).toEqual([
      'unknown-key 6',
    ]);
    expect(await article(`body: [{ paragraph: Boats, ${name}: [] }]`)).toEqual([
      'unknown-key 6',
      'yaml-duplicate-key 7',
    ]);
  });

  test.each(names)('%s is no kind of block', async (name) => {
    expect(await article(`body: [{ ${name}: Boats }]`)).toEqual([
      'block-kind-unknown 6',
      'yaml-duplicate-key 7',
    ]);
  });

  test.each(names)('%s is an unknown key at every level of newsletter.yaml', async (name) => {
    const newsletter = String(tinyFiles['newsletter.yaml']);
    const change = (from: string, to: string) =>
      unknownKeys({ 'newsletter.yaml': newsletter.replace(from, to) });
    expect(await change('name: Tiny', `name: Tiny\n${name}: 1`)).toEqual(['unknown-key 2']);
    expect(await change('{ en: Tiny', `{ ${name}: Tiny, en: Tiny`)).toEqual(['unknown-key 6']);
    expect(await change('  address', `  ${name}: 1\n  address`)).toEqual(['unknown-key 5']);
    expect(await change('timeZone', `theme: { light: { ${name}: 1 } }\ntimeZone`)).toEqual([
      'unknown-key 13',
    ]);
    expect(await change('timeZone', `  typography: { ${name}: { dash: x } }\ntimeZone`)).toEqual([
      'invalid-value 13',
    ]);
  });
});
