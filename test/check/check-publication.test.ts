import { expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import type { Problem } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { placed, repository } from '../editions/publish.ts';
import { createSiteFolder } from '../site/site-folder.ts';

const asOf = Date.parse('2026-06-01T00:00:00Z');
const newsletter = `name: Tiny
description: A tiny newsletter
url: https://tiny.example.org
sender: { address: news@example.org, postal: Kade 1 }
languages: { source: en, editions: [en, nl], missingTranslation: hold }
`;
const article = (more = '') =>
  `kind: article\ndate: 2026-02-01\nstatus: ready\nheadline: One\n${more}body:\n  - paragraph: Text.\n`;
const digest = (issue: string) =>
  `kind: digest\ndate: 2026-02-02\nstatus: ready\nheadline: Two\nstories:\n  - headline: A\n    summary: B.\n    issue: ${issue}\n`;

/** What is wrong with these files beside what editions without a translation are told. */
async function check(files: Record<string, string>, slugs?: readonly string[]): Promise<string[]> {
  const report = new Report();
  const roots = {
    package: repository,
    publication: memoryFiles({ 'newsletter.yaml': newsletter, ...files }),
  };
  await checkPublication(roots, report, { asOf, ...(slugs && { slugs }) });
  return report.problems.filter(({ severity }) => severity === 'error').map(placed);
}

const wrong: Record<string, { files: Record<string, string>; expected: string[] }> = {
  'an issue with the name of a page of the site': {
    files: { 'content/search/en.yaml': article() },
    expected: ['slug-reserved content/search'],
  },
  'an alias with the name of a page of the site': {
    files: { 'content/one/en.yaml': article('aliases: [old, topics]\n') },
    expected: ['slug-reserved content/one/en.yaml:5:16'],
  },
  'an alias that is the name of the issue itself': {
    files: { 'content/one/en.yaml': article('aliases: [one]\n') },
    expected: ['alias-own content/one/en.yaml:5:11'],
  },
  'an alias that another issue has too': {
    files: {
      'content/one/en.yaml': article('aliases: [former]\n'),
      'content/two/en.yaml': article('aliases: [former]\n'),
    },
    expected: ['address-taken content/two/en.yaml:5:11'],
  },
  'a story that leads to no issue': {
    files: { 'content/one/en.yaml': article(), 'content/two/en.yaml': digest('on') },
    expected: ['issue-unknown content/two/en.yaml:8:12'],
  },
  'a translation that says of a story what the source does not': {
    files: {
      'content/one/en.yaml': article(),
      'content/two/en.yaml': digest('one'),
      'content/two/nl.yaml': 'headline: Twee\nstories:\n  - headline: A\n    summary: B.\n    issue: een\n',
    },
    expected: ['issue-unknown content/two/nl.yaml:5:12'],
  },
};

test.each(Object.entries(wrong))('check finds %s, and the archive finds the same', async (_, each) => {
  expect(await check(each.files)).toEqual(each.expected);
  const folder = createSiteFolder({ 'newsletter.yaml': newsletter, ...each.files });
  const { isPublished, problems } = await folder.build();
  expect(isPublished).toBe(false);
  expect(problems.filter(({ severity }) => severity === 'error').map(placed)).toEqual(each.expected);
});

test('one issue is checked against all others, and only its own problems are reported', async () => {
  const files = {
    'content/one/en.yaml': article('aliases: [former]\n'),
    'content/three/en.yaml': article('aliases: [search]\n'),
    'content/two/en.yaml': article('aliases: [former]\n'),
  };
  expect(await check(files, ['two'])).toEqual(['address-taken content/two/en.yaml:5:11']);
  expect(await check(files, ['one'])).toEqual([]);
});

test('an edition that Gmail would clip is reported with its size', async () => {
  const found = await sizeProblem(20_000);
  expect(found).toMatchObject({ code: 'edition-clipped', severity: 'warning', file: 'content/one/en.yaml' });
  expect(found?.message).toMatch(/\d{3} kB/);
});

test('an edition that comes close to that is reported too, with its largest parts', async () => {
  expect(await sizeProblem(10_000)).toBeUndefined();
  const found = await sizeProblem(15_000);
  expect(found).toMatchObject({ code: 'edition-large', severity: 'warning', file: 'content/one/en.yaml' });
  expect(found?.hint).toMatch(/The largest parts are \u201cword word [^\u201d]*\u2026\u201d \(\d\d kB\), /);
});

/** The size of an edition whose one paragraph has this many words, when it is a problem. */
async function sizeProblem(words: number): Promise<Problem | undefined> {
  const long = article().replace('Text.', 'word '.repeat(words).trim());
  const report = new Report();
  const publication = memoryFiles({ 'newsletter.yaml': newsletter, 'content/one/en.yaml': long });
  await checkPublication({ package: repository, publication }, report, { asOf });
  return report.problems.find(({ code }) => code.startsWith('edition-'));
}

test('a text template that omits a text is reported at that text', async () => {
  const text = (await repository.read('templates/text/edition.txt.hbs')) ?? new Uint8Array();
  const short = Buffer.from(text).toString().replace('{{#each body}}\n{{this}}\n\n{{/each}}', '');
  const files = {
    'newsletter.yaml': newsletter,
    'content/one/en.yaml': article().replace('Text.', 'The boats have come in today.'),
    'templates/text/edition.txt.hbs': short,
  };
  const report = new Report();
  await checkPublication({ package: repository, publication: memoryFiles(files) }, report, { asOf });
  expect(report.problems.map(placed)).toContain('text-part-incomplete content/one/en.yaml:6:5');
});
