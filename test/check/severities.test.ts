import { expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { printProblems } from '../../pipeline/foundation/problems/print-problems.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { placed, repository } from '../editions/publish.ts';
import { tinyFiles, tinyPublication } from '../problems/tiny-publication.ts';
import { createSiteFolder } from '../site/site-folder.ts';

const html = tinyPublication.en.replace('The **first**', 'The <b>first</b>');

function filesWith(codes: string): Record<string, string | Uint8Array> {
  return {
    ...tinyFiles,
    'newsletter.yaml': `${tinyPublication.newsletter}${codes}`,
    'content/spring/en.yaml': html,
    'content/spring/nl.yaml': tinyPublication.nl.replace('**eerste**', 'eerste'),
  };
}

async function check(codes: string): Promise<Report> {
  const report = new Report();
  const roots = { package: repository, publication: memoryFiles(filesWith(codes)) };
  await checkPublication(roots, report, { asOf: 0 });
  return report;
}

const weight = (severity: string) =>
  `check:\n  codes:\n    text-html: { severity: "${severity}", reason: We write about HTML. }\n`;

test('a warning is a warning by default, and gives no reason', async () => {
  const { problems } = await check('');
  expect(problems.map(({ severity, code, reason }) => ({ severity, code, reason }))).toEqual([
    { severity: 'warning', code: 'text-html', reason: undefined },
  ]);
});

test('newsletter.yaml turns a warning into an error, and the report shows why', async () => {
  const { problems } = await check(weight('error'));
  expect(problems.map((each) => `${each.severity} ${placed(each)}`)).toEqual([
    'error text-html content/spring/en.yaml:8:20',
  ]);
  expect(printProblems(problems, { colour: false })).toContain(
    '(error in newsletter.yaml: We write about HTML.)',
  );
});

test('newsletter.yaml turns a warning off, and the report counts the hidden findings', async () => {
  const { problems, silenced } = await check(weight('off'));
  expect(problems).toEqual([]);
  expect(silenced).toEqual([{ code: 'text-html', reason: 'We write about HTML.', count: 1 }]);
});

test('a rule of axe-core has a severity too', async () => {
  const codes = (name: string) => `check:\n  codes:\n    ${name}: { severity: note, reason: Known. }\n`;
  expect((await check(codes('axe/target-size'))).problems.map(({ code }) => code)).toEqual(['text-html']);
  expect((await check(codes('axe/Target'))).problems.map(placed)).toContain(
    'invalid-value newsletter.yaml:16:5',
  );
});

test('the archive weighs problems as check does', async () => {
  const strict = await createSiteFolder(filesWith(weight('error'))).build();
  expect(strict.isPublished).toBe(false);
  expect(strict.problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['error text-html']);
  const lenient = await createSiteFolder(filesWith(weight('off'))).build();
  expect(lenient.isPublished).toBe(true);
  expect(lenient.problems).toEqual([]);
});

const at = tinyPublication.newsletter.split('\n').length;
const wrong: Record<string, [codes: string, expected: string, says: RegExp]> = {
  'a code that does not exist': [
    weight('off').replace('text-html', 'text-htlm'),
    `invalid-value newsletter.yaml:${at + 2}:5`,
    /Did you mean "text-html"/,
  ],
  'an error that no edition can be made with': [
    weight('off').replace('text-html', 'missing-field'),
    `invalid-value newsletter.yaml:${at + 2}:5`,
    /cannot be changed/,
  ],
  'a severity without a reason': [
    'check:\n  codes:\n    text-html: { severity: error }\n',
    `missing-field newsletter.yaml:${at + 2}:5`,
    /reason/,
  ],
  'a severity that there is not': [weight('fatal'), `invalid-value newsletter.yaml:${at + 2}:28`, /"?off"?/],
};

test.each(Object.entries(wrong))('%s is reported', async (_, [codes, expected, says]) => {
  const { problems } = await check(codes);
  expect(problems.map(placed)).toEqual([expected]);
  expect(`${problems[0]?.message} ${problems[0]?.hint}`).toMatch(says);
});
