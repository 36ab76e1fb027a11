import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { configCodes } from '../../pipeline/foundation/problems/codes/config.ts';
import { contentCodes } from '../../pipeline/foundation/problems/codes/content.ts';
import { readingCodes } from '../../pipeline/foundation/problems/codes/reading.ts';
import type { Problem } from '../../pipeline/foundation/problems/problem.ts';
import type { Names, ProblemTexts, ProblemWords } from '../../pipeline/studio/browser/texts/problem-texts.ts';
import { problemsInDutch } from '../../pipeline/studio/browser/texts/problems-in-dutch.ts';
import { problemsInEnglish } from '../../pipeline/studio/browser/texts/problems-in-english.ts';
import { caseGroups } from './cases/all.ts';
import { prepareCase } from './cases/case.ts';
import { checkPublication } from './check-publication.ts';

/** What stands in no file of a memory, with the test that has it. */
const elsewhere = {
  'file-unreadable': 'test/foundation/files/disk-files.test.ts',
  'json-syntax': 'test/foundation/sources/parse-json.test.ts',
  'invalid-environment': 'the rooms that read the environment',
};

/** What editors need not know: keys, the syntax of YAML and Markdown, commands, settings of the publication. */
const ofFiles = /"\w+"|\w: \u2026|\*\*strong|"- |newsletter\.yaml|\bcourant /;

/** A problem as the studio says it, in each language of its interface. */
function inStudio({ code, data }: Problem): string[] {
  return [problemsInEnglish, problemsInDutch].flatMap((texts: ProblemTexts) => {
    const write = texts[code as keyof ProblemTexts] as
      | ((data: unknown, names: Names) => ProblemWords)
      | undefined;
    const { message, hint } = write?.(data, names) ?? { message: '' };
    return `${message} ${hint}`;
  });
}

const labels = (text: string) => text.replace(/"([\w.]+)"/g, '\u201c$1\u201d');
const names: Names = { field: labels, labels, language: String, number: String, day: String };

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
    const ofIssues = problems.filter(({ file }) => file?.startsWith('content/'));
    for (const words of ofIssues.flatMap(inStudio)) expect(words).not.toMatch(ofFiles);
    for (const problem of problems) {
      const [, inDutch] = inStudio(problem);
      expect(inDutch).not.toContain(labels(problem.message));
    }
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
