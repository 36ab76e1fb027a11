import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { placed, repository } from '../editions/publish.ts';

/** Publications without a fault: our own issues, those of strangers, and ordinary articles of every kind. */
test.each(['.', 'test/fixtures/strangers', 'test/fixtures/ordinary'])(
  'nothing is found in %s',
  async (folder) => {
    const report = new Report();
    const publication = diskFiles(join(import.meta.dirname, '../..', folder));
    const { rendered } = await checkPublication({ package: repository, publication }, report, { asOf: 0 });
    expect(report.problems.map((each) => `${placed(each)} ${each.message}`)).toEqual([]);
    expect(rendered.length).toBeGreaterThan(2);
  },
);
