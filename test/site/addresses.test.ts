import { expect, test } from 'vitest';
import { placed } from '../editions/publish.ts';
import { createSiteFolder } from './site-folder.ts';

const article = (more = '') =>
  `kind: article\ndate: 2026-02-01\nstatus: ready\nheadline: One\n${more}body:\n  - paragraph: Text.\n`;
const newsletter = `name: Tiny
description: A tiny newsletter
url: https://tiny.example.org
sender: { address: news@example.org, postal: Kade 1 }
languages: { source: en, editions: [en] }
`;

test('two issues cannot have had the same name, even when each is in the cache', async () => {
  const folder = createSiteFolder({
    'newsletter.yaml': newsletter,
    'content/one/en.yaml': article('aliases: [former]\n'),
    'content/two/en.yaml': article(),
  });
  await folder.build();
  folder.write('content/two/en.yaml', article('aliases: [former]\n'));
  const { isPublished, problems } = await folder.build();
  expect(isPublished).toBe(false);
  expect(problems.map(placed)).toEqual(['address-taken content/two/en.yaml:5:11']);
});

test('a story cannot link to an issue that has been removed', async () => {
  const digest =
    'kind: digest\ndate: 2026-02-02\nstatus: ready\nheadline: Two\nstories:\n  - headline: A\n    summary: B.\n    issue: one\n';
  const folder = createSiteFolder({
    'newsletter.yaml': newsletter,
    'content/one/en.yaml': article(),
    'content/two/en.yaml': digest,
  });
  await folder.build();
  folder.remove('content/one');
  expect((await folder.build()).problems.map(placed)).toEqual(['issue-unknown content/two/en.yaml:8:12']);
});

test('a name of the site\u2019s own pages is taken', async () => {
  const folder = createSiteFolder({ 'newsletter.yaml': newsletter, 'content/search/en.yaml': article() });
  expect((await folder.build()).problems.map(placed)).toEqual(['slug-reserved content/search']);
});
