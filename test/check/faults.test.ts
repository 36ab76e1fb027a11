import { describe, expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { repository } from '../editions/publish.ts';
import { prepareCase } from '../problems/cases/case.ts';
import { accessibilityFaults } from './faults/accessibility.ts';
import { completenessFaults } from './faults/completeness.ts';
import { linkFaults } from './faults/links.ts';
import { pastedFaults } from './faults/pasted.ts';
import { subjectFaults } from './faults/subjects.ts';
import { translationFaults } from './faults/translations.ts';

const groups = {
  completeness: completenessFaults,
  accessibility: accessibilityFaults,
  'pasted text': pastedFaults,
  subjects: subjectFaults,
  links: linkFaults,
  translations: translationFaults,
};

/** Those whose faults are differences between the two editions. */
const comparing = ['translations', 'completeness'];

/** One fault in a publication that has none: it is found at its place, and nothing else is. */
describe.each(Object.entries(groups))('%s', (group, faults) => {
  test.each(faults)('$title', async (each) => {
    const { files, expected } = prepareCase(each);
    const report = new Report();
    await checkPublication({ package: repository, publication: memoryFiles(files) }, report, { asOf: 0 });
    // A fault in one edition makes it differ from the other: what compares them has its own group.
    const problems = report.problems.filter(
      ({ code }) => comparing.includes(group) || !/^translation-(?!differs)/.test(code),
    );
    const found = problems.map(({ severity, code, file, line, column }) => {
      const place = [file, line, column].filter((part) => part !== undefined).join(':');
      return `${severity} ${code} ${place}`;
    });
    expect(found.sort()).toEqual(expected.sort());
  });
});
