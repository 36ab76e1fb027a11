import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  checkPublication,
  createContext,
  createOutbox,
  dispatchIssue,
  filesSource,
  fillMergeText,
  importSubscribers,
  memoryFiles,
  openStore,
  openSuppressionList,
  packageFiles,
  Report,
  updateSite,
  verifySite,
} from '../../pipeline/index.ts';

const publication = memoryFiles({
  'newsletter.yaml': `name: Tiny
description: A tiny newsletter
url: https://tiny.example.org
sender: { address: news@example.org, postal: Kade 1 }
languages: { source: en, editions: [en] }
`,
  'content/spring/en.yaml': `kind: article
date: 2026-03-09
status: ready
headline: Spring at the harbour
body:
  - paragraph: The boats are back.
`,
});
const roots = { package: packageFiles, publication };
const asOf = Date.parse('2026-03-10T08:00:00Z');
const root = mkdtempSync(join(tmpdir(), 'courant-door-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a program checks and renders a publication that it holds in memory', async () => {
  const report = new Report();
  const { rendered } = await checkPublication(roots, report, { asOf });
  expect(report.problems).toEqual([]);
  const [edition] = rendered.flatMap(({ editions }) => editions);
  expect(edition?.edition.subject).toBe('Spring at the harbour');
  const values = {
    name: undefined,
    unsubscribeUrl: 'https://tiny.example.org/u',
    preferencesUrl: 'https://tiny.example.org/p',
    webVersionUrl: 'https://tiny.example.org/w',
  };
  expect(fillMergeText(edition?.edition.text ?? [], values, String)).toContain('The boats are back.');

  const broken = memoryFiles({ 'newsletter.yaml': 'name: Tiny\n' });
  await checkPublication({ ...roots, publication: broken }, report, { asOf });
  expect(report.problems.map(({ code }) => code)).toContain('missing-field');
});

test('a program archives it, and proves the result', async () => {
  const source = filesSource(roots);
  const { signal } = new AbortController();
  const folder = join(root, 'dist');
  const built = await updateSite({ source, folder, cache: join(root, 'cache'), asOf, signal });
  expect(built).toMatchObject({ isPublished: true, rendered: ['spring'], problems: [] });
  expect(readFileSync(join(folder, 'en/spring/index.html'), 'utf8')).toContain('The boats are back.');
  expect(await updateSite({ source, folder, cache: join(root, 'cache'), asOf, signal })).toMatchObject({
    rendered: [],
    indexed: [],
  });
  expect(await verifySite(folder, { source, signal })).toMatchObject({ problems: [] });
});

test('a program dispatches it, once', async () => {
  const context = createContext({ root, clock: () => new Date(asOf) });
  const { publication: loaded, rendered } = await checkPublication(roots, new Report(), { asOf });
  const [issue] = rendered;
  if (loaded === undefined || issue === undefined) throw new Error('It cannot be read.');
  const store = await openStore({ folder: join(root, '.courant') });
  try {
    await importSubscribers(store, {
      bytes: Buffer.from('email,locale\nann@example.org,en\nbas@example.org,en\n'),
      file: 'people.csv',
      source: 'import',
      suppressions: await openSuppressionList(store),
      clock: () => asOf,
    });
    const outbox = createOutbox(join(root, 'outbox'));
    const first = await dispatchIssue(context, store, loaded, issue, outbox);
    expect(first.report).toMatchObject({ end: 'finished' });
    expect(readdirSync(join(root, 'outbox'))).toHaveLength(2);
    const second = await dispatchIssue(context, store, loaded, issue, outbox);
    expect(second.plan.total).toBe(0);
  } finally {
    await store.close();
  }
});
