import { expect, test } from 'vitest';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { makesNoPage, scanSources } from '../../pipeline/site/scan-sources.ts';
import { filesSource } from '../../pipeline/site/site-source.ts';
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

test('a change of a theme renders all pages again, of Courant and of the publication', async () => {
  const engineOf = async (shipped: string, own: string) => {
    const roots = {
      package: memoryFiles({ 'themes/magazine/theme.yaml': shipped }),
      publication: memoryFiles({ 'themes/ours/templates/email/parts/lead.mjml.hbs': own }),
    };
    const { files, packageFiles } = filesSource(roots).hashes({ known: {}, knownOfPackage: {} });
    return (await scanSources(packageFiles, files, undefined)).engine;
  };
  const engines = [await engineOf('a', 'a'), await engineOf('b', 'a'), await engineOf('a', 'b')];
  expect(new Set(engines).size).toBe(3);
  expect(await engineOf('a', 'a')).toBe(engines[0]);
});
