import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mendIssue } from '../../pipeline/check/mend-issue.ts';
import { loadPublication } from '../../pipeline/content/extensions/load-publication.ts';
import { problemsToSarif } from '../../pipeline/foundation/problems/sarif.ts';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { checkPublication, diskFiles, packageFiles, Report } from '../../pipeline/index.ts';
import { createIssueRenderer } from '../../pipeline/site/issue-renderer.ts';
import { filesSource } from '../../pipeline/site/site-source.ts';
import { tinyFiles, tinyPublication } from '../problems/tiny-publication.ts';

const file = 'extensions/rules.ts';

/** The tiny publication with an extension that has these rules, in a folder of its own. */
function open(rules: string, codes = '') {
  const root = mkdtempSync(join(tmpdir(), 'courant-rules-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const files = {
    ...tinyFiles,
    'newsletter.yaml': `${tinyPublication.newsletter}extensions: [${file}]\n${codes}`,
    [file]: `export default () => ({ rules: [\n${rules}\n] });\n`,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return { root, roots: { package: packageFiles, publication: diskFiles(root) } };
}

async function check(rules: string, codes = '') {
  const report = new Report();
  await checkPublication(open(rules, codes).roots, report, { asOf: 0, slugs: ['spring'] });
  return report;
}

const placed = ({ problems }: Report) =>
  problems.map(({ severity, code, file, line, column }) => `${severity} ${code} ${file}:${line}:${column}`);

const harbour = `{
  code: 'own/no-harbour', severity: 'warning', view: 'document',
  *check({ document, texts }) {
    for (const { text, path } of texts) {
      if (!text.includes('harbour')) continue;
      const at = document.reading.tree.placeOfText(path, 'harbour');
      const mend = { path, text: text.replace('harbour', 'port'), by: 'port' };
      yield { message: 'We say "port".', hint: 'Write "port".', at, mend };
    }
  },
}`;
const others = `{
  code: 'own/as-ready', severity: 'note', view: 'translation',
  *check({ translation, isReady }) {
    if (isReady) yield { message: 'It is ready.', at: { file: translation.reading.tree.source.file, path: ['status'] } };
  },
},
{
  code: 'own/size', severity: 'error', view: 'edition',
  *check({ edition, article }) {
    if (edition.locale === 'nl') yield { message: 'It is large.', at: { file: article.file, path: ['headline'] } };
  },
}`;

test('rules of an extension run over files, translations and editions', async () => {
  expect(placed(await check(`${harbour},\n${others}`))).toEqual([
    'warning own/no-harbour content/spring/en.yaml:4:25',
    'warning own/no-harbour content/spring/en.yaml:6:10',
    'note own/as-ready content/spring/nl.yaml:1:9',
    'error own/size content/spring/nl.yaml:2:11',
  ]);
});

test('newsletter.yaml sets their severity, and must name rules that exist', async () => {
  const codes = (code: string) =>
    `check:\n  codes:\n    ${code}: { severity: "off", reason: The harbour is here. }\n`;
  const { problems, silenced } = await check(harbour, codes('own/no-harbour'));
  expect(problems).toEqual([]);
  expect(silenced).toEqual([{ code: 'own/no-harbour', reason: 'The harbour is here.', count: 2 }]);
  const unknown = await check(harbour, codes('own/no-harbor'));
  expect(unknown.problems[0]).toMatchObject({ code: 'invalid-value', file: 'newsletter.yaml' });
  expect(unknown.problems[0]?.hint).toContain('"own/no-harbour"');
});

test('a rule that fails is reported once, with its line, and the others run', async () => {
  const broken = `{ code: 'own/broken', severity: 'note', view: 'document',\n  check: ({ none }) => none.length },`;
  expect(placed(await check(`${broken}\n${harbour}`))).toEqual([
    `error extension-failed ${file}:3:29`,
    'warning own/no-harbour content/spring/en.yaml:4:25',
    'warning own/no-harbour content/spring/en.yaml:6:10',
  ]);
});

test('a rule that would end the process is reported with its line, and the others run', async () => {
  const ending = `{ code: 'own/ending', severity: 'note', view: 'document',\n  check: () => process.exit(0) },`;
  const { problems } = await check(`${ending}\n${harbour}`);
  expect(problems[0]).toMatchObject({
    code: 'extension-failed',
    line: 3,
    message: expect.stringContaining('it calls "process.exit", which would end the whole command'),
  });
  expect(problems).toHaveLength(3);
});

test('a rule that is asynchronous is reported, whatever becomes of it, and the others run', async () => {
  const asynchronous = `{ code: 'own/later', severity: 'note', view: 'document',\n  async check() { throw new Error('later'); } },`;
  const { problems } = await check(`${asynchronous}\n${harbour}`);
  expect(problems[0]).toMatchObject({
    code: 'extension-failed',
    file,
    message: expect.stringContaining('it returns a promise, and Courant does not wait for it'),
  });
  expect(problems).toHaveLength(3);
});

test.each([
  ['{ text: 1 }', 'has a finding without a "message"'],
  ["{ message: 'Wrong.' }", 'has a finding without a place'],
  ["{ message: 'Wrong.', at: { source: {}, start: 1, end: 2 } }", 'has a finding without a place'],
  [
    "{ message: 'Wrong.', at: { source: { file: 'a', position: () => ({ line: 1, column: 1 }) }, start: 1, end: 2 } }",
    'has a finding without a place',
  ],
  ["{ message: 'Wrong.', at: { file: 'a', path: 'headline' } }", 'has a finding without a place'],
  ["{ message: 'Wrong.', at: { file: 'a', words: 'ferry' } }", 'has a finding without a place'],
  ["{ message: 'Wrong.', hint: 2, at: { file: 'a' } }", 'whose "hint" is not text'],
  ["{ message: 'Wrong.', at: { file: 'a' }, severity: 'off' }", 'whose "severity" is not error'],
  ["{ message: 'Wrong.', at: { file: 'a' }, mend: () => 'Right.' }", 'whose "mend" is not { path, text }'],
  ["{ message: 'Wrong.', at: { file: 'a' }, mend: { path: ['headline'] } }", 'whose "mend" is not'],
  ["{ message: 'Wrong.', at: { file: 'a' }, mend: { path: [() => 0], text: '' } }", 'whose "mend" is not'],
  ["{ message: 'Wrong.', at: { file: 'a' }, mend: { path: [], text: '', by: 1 } }", 'whose "mend" is not'],
  ['undefined', 'has a finding without a "message"'],
])('a rule that yields %s is reported', async (value, said) => {
  const rule = `{ code: 'own/odd', severity: 'note', view: 'document', check: () => [${value}] }`;
  const { problems } = await check(rule);
  expect(problems).toMatchObject([{ code: 'extension-failed', file }]);
  expect(problems[0]?.message).toContain(said);
});

test('other fields of a mend are left out, because a thread could not copy a function', async () => {
  const { problems } = await check(harbour.replace("by: 'port'", "by: 'port', apply: () => 'port'"));
  expect(structuredClone(problems[0]?.mend)).toMatchObject({ by: 'port' });
});

test.each([
  ["code: 'no-prefix'", /has a rule without a "code" such as "own\/no-exclamation"/],
  ["severity: 'fatal'", /"own\/no-harbour" without a "severity"/],
  ["view: 'issues'", /"own\/no-harbour" without a "view"/],
  ['check: true', /"own\/no-harbour" without the function "check"/],
])('a rule with %s cannot be used', async (change, message) => {
  const { problems } = await check(`{ ...${harbour}, ${change} }`);
  expect(problems).toMatchObject([{ code: 'extension-invalid', message: expect.stringMatching(message) }]);
});

test('two rules cannot have one code', async () => {
  const { problems } = await check(`${harbour},\n${harbour}`);
  expect(problems[0]).toMatchObject({ code: 'extension-invalid', file });
});

test('they mend, they are in SARIF, and the archive runs them', async () => {
  const { root, roots } = open(harbour);
  const publication = await loadPublication(roots, new Report());
  if (publication === undefined) throw new Error('The configuration cannot be read.');
  const { files } = await mendIssue(roots.publication, publication, 'spring');
  expect(files.get('content/spring/en.yaml')).toContain('headline: Spring at the port\n');

  const folders = {
    pages: join(root, 'pages'),
    pictures: join(root, 'pictures'),
    editions: join(root, 'editions'),
    forms: join(root, 'forms'),
    templates: join(root, 'templates'),
  };
  const renderer = await createIssueRenderer(publication, filesSource(roots), folders, 0);
  const [result] = await renderer.render([{ slug: 'spring', key: 'spring', engine: '', known: {} }]);
  const problems = result?.findings.inDocuments.problems ?? [];
  expect(problems.map(({ code }) => code)).toEqual(['own/no-harbour', 'own/no-harbour']);
  expect(JSON.stringify(problemsToSarif(problems, { version: '1.0.0', help: new Map() }))).toContain(
    '"rules":[{"id":"own/no-harbour","shortDescription":{"text":"We say \\"port\\"."},"help":{"text":"Write \\"port\\".","markdown":"Write \\"port\\"."},"defaultConfiguration":{"level":"warning"}}]',
  );
});

test('the page shows a rule that works', async () => {
  const page = await readFile(join(packageRoot, 'docs/contributor/add-a-check-rule.md'), 'utf8');
  const module = /`extensions\/rules\.ts`:\s+```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { root, roots } = open('');
  writeFileSync(join(root, file), module);
  const en = tinyPublication.en.replace('We are glad.', 'We are glad!');
  writeFileSync(join(root, 'content/spring/en.yaml'), en);
  const report = new Report();
  await checkPublication(roots, report, { asOf: 0, slugs: ['spring'] });
  expect(placed(report)).toEqual(['warning own/no-exclamation content/spring/en.yaml:11:23']);
});
