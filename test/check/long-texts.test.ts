import { expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { repository } from '../editions/publish.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

test('a text without a space is checked and rendered in a moment', { timeout: 120_000 }, async () => {
  const source = String(tinyFiles['content/spring/en.yaml']);
  const text = source.replace('The **first** boats', 'a'.repeat(40_000));
  const publication = memoryFiles({ ...tinyFiles, 'content/spring/en.yaml': text });
  const began = process.cpuUsage();
  const { rendered } = await checkPublication({ package: repository, publication }, new Report(), {
    asOf: 0,
  });
  expect(rendered.length).toBe(2);
  // With signs that try each letter as a start it takes half a minute, and four times that for twice the letters.
  // The time of the processor, so that other programs on the machine do not count.
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1_000_000).toBeLessThan(10);
});
