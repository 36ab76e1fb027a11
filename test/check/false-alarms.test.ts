import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { placed, repository } from '../editions/publish.ts';

/** Publications without a fault: our own issues, those of strangers, and ordinary articles of every kind. */
test.each([
  ['.', []],
  ['test/fixtures/strangers', ['note translation-links content/2025-02-03-folded/nl.yaml:23:7']],
  ['test/fixtures/ordinary', []],
])('no error and no warning is found in %s', async (folder, notes) => {
  const report = new Report();
  const publication = diskFiles(join(import.meta.dirname, '../..', folder));
  const { rendered } = await checkPublication({ package: repository, publication }, report, { asOf: 0 });
  const found = report.problems.map((each) => `${each.severity} ${placed(each)}`);
  expect(found, report.problems.map(({ message }) => message).join('\n')).toEqual(notes);
  expect(rendered.length).toBeGreaterThan(2);
});
