import { expect, test } from 'vitest';
import { sidebar } from '../../packages/docs/sidebar.ts';
import { pages, readPage } from '../docs/command-lines.ts';

const links = sidebar.flatMap(({ items }) => items.map(({ link }) => link));

test('the sidebar of the site has every page of docs/ once, except for single decisions', () => {
  const inDocs = pages
    .filter((page) => page.startsWith('docs/') && !/^docs\/decisions\/\d/.test(page))
    .map((page) => page.replace(/^docs/, '').replace(/(index)?\.md$/, ''));
  expect(links.toSorted()).toEqual(inDocs.toSorted());
});

test('a page has the title of its heading, or a shorter one', () => {
  const titles = new Map(sidebar.flatMap(({ items }) => items.map(({ link, text }) => [link, text])));
  expect(titles.get('/start')).toBe('Your own publication');
  expect(titles.get('/operator/doctor')).toBe('The doctor');
  expect([...titles.values()].filter((title) => title.length > 35)).toEqual([]);
});

test('the list of decisions has every record, by its title', () => {
  const list = readPage('docs/decisions/index.md');
  const records = pages.filter((page) => /^docs\/decisions\/\d/.test(page));
  const rows = records.map((page, index) => {
    const [, title = ''] = /^# \d+\. (.*)$/m.exec(readPage(page)) ?? [];
    return `| ${index + 1} | [${title}](${page.replace('docs/decisions/', '')}) |`;
  });
  expect(list.match(/^\| \d.*$/gm)).toEqual(rows);
});
