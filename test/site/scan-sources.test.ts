import { expect, test } from 'vitest';
import { makesNoPage } from '../../pipeline/site/scan-sources.ts';
import { importsOf } from '../house/source-files.ts';

/** The files that a file needs to run. */
function closure(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const { to } of importsOf(file)) if (to.startsWith('pipeline/')) closure(to, found);
  return found;
}

test('a change of any code that makes pages renders them again', () => {
  const makers = ['issue-renderer', 'make-indexes'].map((name) => `pipeline/site/${name}.ts`);
  const needed = makers.flatMap((file) => [...closure(file)]);
  expect(needed.length).toBeGreaterThan(100);
  expect(needed.filter((file) => makesNoPage.test(file))).toEqual([]);
  expect(makesNoPage.test('pipeline/commands/archive.ts')).toBe(true);
});
