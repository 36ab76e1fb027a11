import { expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import type { Problem } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { placed, repository } from '../editions/publish.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

const paragraph = 'templates/email/blocks/paragraph.mjml.hbs';
const accepted = 'templates/email/accepted.yaml';
const newsletter = 'newsletter.yaml';

/** What is found in the small publication with these files of its own, or with text added to newsletter.yaml. */
async function found(files: Record<string, string>): Promise<Problem[]> {
  const report = new Report();
  const publication = memoryFiles({ ...tinyFiles, ...files });
  await checkPublication({ package: repository, publication }, report, { asOf: 0 });
  return report.problems;
}

const withStyle = (style: string) => ({
  [paragraph]: `<mj-text css-class="block text"><p style="${style}">{{paragraph}}</p></mj-text>`,
});
const withCheck = (check: string) => ({ [newsletter]: `${tinyFiles[newsletter]}check:\n${check}` });

test('a style that mail programs drop is found in its template, once for all editions, with their names', async () => {
  const [problem, ...others] = await found(withStyle('filter: blur(1px)'));
  expect(others).toEqual([]);
  expect(problem && placed(problem)).toBe(`client-unsupported ${paragraph}:1:43`);
  expect(problem?.message).toContain(
    'filter, which does not work in Gmail (Desktop Webmail, iOS, Android), Outlook',
  );
});

test('only the programs that the publication names count', async () => {
  const style = withStyle('border-radius: 4px; filter: blur(1px)');
  const [problem, ...others] = await found({
    ...style,
    ...withCheck('  clients: [outlook.windows, apple-mail]\n'),
  });
  expect(others).toEqual([]);
  expect(problem?.message).toMatch(/does not work in Outlook \(Windows\)\.$/);
  expect(await found({ ...style, ...withCheck('  clients: [apple-mail]\n') })).toEqual([]);
});

test('features that the publication accepts are not reported', async () => {
  const entry = `accepted:\n  - { feature: css-filter, clients: [gmail, outlook, yahoo], reason: Sharp is fine too. }\n`;
  const problems = await found({ ...withStyle('filter: blur(1px)'), [accepted]: entry });
  expect(problems).toEqual([]);
});

const entries = (...said: string[]) => ({
  [accepted]: `accepted:\n${said.map((each) => `  - ${each}\n`).join('')}`,
});

test('an entry that accepts nothing is found, whether programs have learnt it or no edition uses it', async () => {
  const problems = await found(
    entries(
      '{ feature: css-filter, clients: [gmail], reason: Unused. }',
      '{ feature: css-padding, clients: [gmail], reason: Gmail knows it. }',
    ),
  );
  expect(problems.map((each) => `${placed(each)} ${each.message}`)).toEqual([
    `client-accepted-unused ${accepted}:3:16 css-padding now works in gmail: there is nothing to accept.`,
    `client-accepted-unused ${accepted}:2:16 No edition uses css-filter: there is nothing to accept.`,
  ]);
});

test('an unknown feature is an error with a suggestion', async () => {
  const [problem] = await found(entries('{ feature: css-fliter, clients: [gmail], reason: Misspelt. }'));
  expect(problem && placed(problem)).toBe(`invalid-value ${accepted}:2:16`);
  expect(problem?.hint).toContain('"css-filter"');
});

test('an unknown mail program is an error with a suggestion', async () => {
  const [problem] = await found(withCheck('  clients: [outlok]\n'));
  expect(problem?.code).toBe('invalid-value');
  expect(problem?.file).toBe(newsletter);
  expect(problem?.hint).toContain('"outlook"');
});

const uses: Record<string, [template: string, feature: string]> = {
  'an element': ['<p>{{paragraph}}</p><video></video>', 'html-video'],
  'an attribute': ['<p popover>{{paragraph}}</p>', 'html-popover'],
  'a unit': ['<p style="width: 10vw">{{paragraph}}</p>', 'css-unit-vw'],
  'a function': ['<p style="width: calc(1px + 2px)">{{paragraph}}</p>', 'css-unit-calc'],
  'a value': ['<p style="display: inline-grid">{{paragraph}}</p>', 'css-display-grid'],
  'a longhand': ['<p style="margin-inline-start: 1px">{{paragraph}}</p>', 'css-margin-inline-start-end'],
  'a format of pictures': [
    '<p>{{paragraph}}</p><img src="https://example.org/a.avif" alt="" />',
    'image-avif',
  ],
  'a picture in the mail itself': [
    '<p>{{paragraph}}</p><img src="data:image/png;base64,AA" alt="" />',
    'image-base64',
  ],
  'a selector': ['<style>p:has(b) { color: #000000 }</style><p>{{paragraph}}</p>', 'css-pseudo-class-has'],
};

test.each(Object.entries(uses))('%s that a program does not support is found', async (_, [html, feature]) => {
  const problems = await found({ [paragraph]: `<mj-text css-class="block text">${html}</mj-text>` });
  const hints = problems.filter(({ code }) => code === 'client-unsupported').map(({ hint }) => hint);
  expect(hints.some((hint) => hint?.includes(`/features/${feature}/`))).toBe(true);
});

test('features inside a media query do not count for programs that ignore the query', async () => {
  const html =
    '<style>@media (prefers-color-scheme: dark) { p { filter: blur(1px) } }</style><p>{{paragraph}}</p>';
  expect(await found({ [paragraph]: `<mj-text css-class="block text">${html}</mj-text>` })).toEqual([]);
});
