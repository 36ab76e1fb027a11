import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { type Rules, rules } from '../../pipeline/check/rules/registry.ts';
import type { EditionView, Rule } from '../../pipeline/check/rules/rule.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { catalogue } from '../../pipeline/foundation/problems/catalogue.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { placed, repository } from '../editions/publish.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { createSiteFolder } from '../site/site-folder.ts';

/** A rule as `docs/contributor/add-a-check-rule.md` adds one: with a code that there is already. */
const noLongHeadline: Rule<EditionView> = {
  family: 'size',
  codes: ['edition-clipped'],
  *check({ article }) {
    const { length } = article.headline;
    if (length <= 5) return;
    const at = { file: article.file, path: ['headline'] };
    yield { code: 'edition-clipped', data: { bytes: length, limit: 5, heaviest: [] }, at, severity: 'error' };
  },
};

const kept = rules.edition;
const registry = rules as { -readonly [Kind in keyof Rules]: Rules[Kind] };
afterEach(() => {
  registry.edition = kept;
});

test('a rule that is added to the registry runs when a publication is checked and when the archive is built', async () => {
  registry.edition = [...kept, noLongHeadline];
  const report = new Report();
  await checkPublication({ package: repository, publication: memoryFiles(tinyFiles) }, report, { asOf: 0 });
  const found = report.problems.filter(({ code }) => code === 'edition-clipped');
  expect(found.map(placed)).toContain('edition-clipped content/spring/en.yaml:4:11');
  expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['error']));
  const { isPublished, problems } = await createSiteFolder(tinyFiles).build();
  expect(isPublished).toBe(false);
  expect(problems.map(placed)).toContain('edition-clipped content/spring/en.yaml:4:11');
});

test('every rule is in the registry, has codes of the catalogue, and is in a file that is named after it', () => {
  const folder = join(import.meta.dirname, '../../pipeline/check/rules');
  const registries = ['registry.ts', 'issues-rules.ts'];
  const registered = registries.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  const files = readdirSync(folder).filter((name) => ![...registries, 'rule.ts'].includes(name));
  for (const name of files) expect(registered).toContain(`from './${name}'`);
  const all = [...rules.issues, ...rules.document, ...rules.translation, ...rules.edition];
  expect(all).toHaveLength(files.length);
  for (const { codes } of all) {
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) expect(Object.keys(catalogue)).toContain(code);
  }
});

test('the page on adding a rule names files that exist', () => {
  const root = join(import.meta.dirname, '../..');
  const page = readFileSync(join(root, 'docs/contributor/add-a-check-rule.md'), 'utf8');
  const paths = [...page.matchAll(/`((?:pipeline|test|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(4);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
