import { expect, test } from 'vitest';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { checkPublication } from '../../problems/check-publication.ts';
import { tinyFiles } from '../../problems/tiny-publication.ts';

async function problemsOf(newsletter: string, issue = ''): Promise<string[]> {
  const files = {
    ...tinyFiles,
    'newsletter.yaml': `${tinyFiles['newsletter.yaml']}${newsletter}`,
    'content/spring/en.yaml': String(tinyFiles['content/spring/en.yaml']).replace(
      'topics:',
      `${issue}topics:`,
    ),
  };
  const { problems } = await checkPublication(memoryFiles(files));
  return problems.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
}

const first = String(tinyFiles['newsletter.yaml']).split('\n').length;
const at = (line: number, column: number) => `newsletter.yaml:${first + line}:${column}`;

test('lists have an id of their own, and a name in every language', async () => {
  expect(
    await problemsOf('lists: [{ id: weekly, name: { en: Week, nl: Week } }, { id: daily, name: Day }]'),
  ).toEqual([]);
  expect(await problemsOf('lists:\n  - { id: weekly, name: Week }\n  - { id: weekly, name: Again }')).toEqual(
    [`invalid-value ${at(2, 11)}`],
  );
  expect(await problemsOf('lists:\n  - id: weekly\n    name: { en: Week, de: Woche }')).toEqual([
    `missing-field ${at(2, 5)}`,
    `unknown-key ${at(2, 23)}`,
  ]);
  expect(await problemsOf('lists: [{ id: The Week, name: Week }]')).toHaveLength(1);
});

test('the public pages have a website\u2019s address, and proxies are networks', async () => {
  expect(
    await problemsOf('server: { url: https://pages.example.org, proxies: [10.0.0.0/8, "::1"] }'),
  ).toEqual([]);
  expect(await problemsOf('server:\n  url: mailto:news@example.org')).toEqual([`invalid-link ${at(1, 8)}`]);
  expect(await problemsOf('server:\n  proxies: [10.0.0.0/33, localhost]')).toEqual([
    `invalid-value ${at(1, 13)}`,
    `invalid-value ${at(1, 26)}`,
  ]);
  expect(await problemsOf('server: { limits: { perNetwork: 0 } }')).toHaveLength(1);
  expect(await problemsOf('retention: { signups: soon }')).toHaveLength(1);
});

test('an issue must name lists that exist', async () => {
  const lists = 'lists: [{ id: weekly, name: Week }]';
  expect(await problemsOf(lists, 'lists: [weekly]\n')).toEqual([]);
  expect(await problemsOf(lists, 'lists: [weekly, monthly]\n')).toEqual([
    'list-unknown content/spring/en.yaml:6:17',
  ]);
  expect(await problemsOf('', 'lists: [weekly]\n')).toEqual(['list-unknown content/spring/en.yaml:6:9']);
});
