import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { configCodes } from '../../pipeline/foundation/problems/codes/config.ts';
import { contentCodes } from '../../pipeline/foundation/problems/codes/content.ts';
import { readingCodes } from '../../pipeline/foundation/problems/codes/reading.ts';
import { caseGroups } from './cases/all.ts';
import { prepareCase } from './cases/case.ts';
import { checkPublication } from './check-publication.ts';

/** What stands in no file of a memory, with the test that has it. */
const elsewhere = {
  'file-unreadable': 'test/foundation/files/disk-files.test.ts',
  'json-syntax': 'test/foundation/sources/parse-json.test.ts',
  'invalid-environment': 'the rooms that read the environment',
};

describe.each(Object.entries(caseGroups))('%s', (_, cases) => {
  test.each(cases)('$title', async (each) => {
    const { files, expected } = prepareCase(each);
    const { problems } = await checkPublication(memoryFiles(files));
    const found = problems.map(({ severity, code, file, line, column }) => {
      const place = [file, line, column].filter((part) => part !== undefined).join(':');
      return `${severity} ${code} ${place}`.trim();
    });
    expect(found.sort()).toEqual(expected.sort());
    const said = problems.map(({ message, hint }) => `${message} ${hint}`).join('\n');
    expect(said).toMatch(each.says ?? /^/);
  });
});

test('the tiny publication has no problem itself', async () => {
  const { files } = prepareCase({ title: 'as it is', problems: [] });
  const { problems, issues } = await checkPublication(memoryFiles(files));
  expect(problems).toEqual([]);
  expect(issues.map(({ issue }) => issue?.articles.size)).toEqual([2, 2]);
});

test('every code of these rooms has a case', () => {
  const cases = Object.values(caseGroups).flat();
  const covered = new Set(cases.flatMap(({ problems }) => problems.map((each) => each.split(' ')[1])));
  const codes = Object.keys({ ...readingCodes, ...contentCodes, ...configCodes });
  expect(codes.filter((code) => !covered.has(code)).sort()).toEqual(Object.keys(elsewhere).sort());
});
