import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { makesNoPage, scanIssue, scanSources } from '../../pipeline/site/scan-sources.ts';
import { diskSource, filesSource } from '../../pipeline/site/site-source.ts';
import { createFolder } from '../delivery/support/ledger.ts';
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

test('the packages of extensions count, and the compiled forms outlive a change of the publication', async () => {
  const scan = async (own: Readonly<Record<string, string>>) => {
    const roots = { package: memoryFiles({ 'pipeline/site/a.ts': '' }), publication: memoryFiles(own) };
    const { files, packageFiles } = filesSource(roots).hashes({ known: {}, knownOfPackage: {} });
    return scanSources(packageFiles, files, undefined);
  };
  const extension = { 'extensions/chart.ts': '' };
  const [one, other] = [{ 'package-lock.json': '1' }, { 'package-lock.json': '2' }];
  const plain = await scan(one);
  expect(await scan(other)).toEqual(plain);
  const first = await scan({ ...extension, ...one });
  const second = await scan({ ...extension, ...other });
  expect(second.engine).not.toBe(first.engine);
  // The manifest of the site does not name the lockfile.
  expect(second.shared).toEqual(first.shared);
  expect([first.program, second.program]).toEqual([plain.program, plain.program]);
});

test('every file of the published program counts, except its types', async () => {
  const scan = async (lib: Readonly<Record<string, string>>) => {
    const roots = { package: memoryFiles({ 'lib/cli.js': '', ...lib }), publication: memoryFiles({}) };
    const { files, packageFiles } = filesSource(roots).hashes({ known: {}, knownOfPackage: {} });
    return (await scanSources(packageFiles, files, undefined)).engine;
  };
  const engine = await scan({});
  for (const path of ['lib/chunks/a.js', 'lib/check/clients/a.json', 'lib/archive/a.css', 'lib/d.ts.js'])
    expect(await scan({ [path]: '' })).not.toBe(engine);
  expect(await scan({ 'lib/check/a.d.ts': '' })).toBe(engine);
});

test('a hidden picture counts, and so does a link in place of a file or a folder with the same content', async () => {
  const home = await createFolder();
  for (const folder of ['content/spring/photos', 'elsewhere/photos']) {
    await mkdir(join(home, folder), { recursive: true });
    for (const name of ['.h.png', '.notes', 'a.png']) await writeFile(join(home, folder, name), 'one');
  }
  const scan = async () => {
    const { files } = diskSource(home, home).hashes({ known: {}, knownOfPackage: {} });
    return scanIssue(files, 'spring');
  };
  const scans = [await scan()];
  expect([...(scans[0]?.keys() ?? [])]).toEqual([
    'content/spring/photos/.h.png',
    'content/spring/photos/a.png',
  ]);
  const photos = join(home, 'content/spring/photos');
  await writeFile(join(photos, '.h.png'), 'two');
  scans.push(await scan());
  await rm(join(photos, 'a.png'));
  await symlink('../../../elsewhere/photos/a.png', join(photos, 'a.png'));
  scans.push(await scan());
  await rm(photos, { recursive: true });
  await symlink('../../elsewhere/photos', photos);
  scans.push(await scan());
  expect(new Set(scans.map((each) => JSON.stringify([...each]))).size).toBe(4);
});

test('a file behind a symbolic link to a folder counts, unless the link leads out or around', async () => {
  const root = await createFolder();
  const home = join(root, 'publication');
  for (const folder of ['publication/drafts/spring', 'publication/content/april', 'elsewhere']) {
    await mkdir(join(root, folder), { recursive: true });
    await writeFile(join(root, folder, 'en.yaml'), '');
  }
  const links = {
    'content/spring': '../drafts/spring',
    'content/outside': '../../elsewhere',
    'content/nowhere': 'nothing',
    'content/april/around': '../../content',
    'content/april/twin': '../../drafts/spring',
    'drafts/spring/april': '../../content/april',
  };
  for (const [path, target] of Object.entries(links)) await symlink(target, join(home, path));
  const { files } = diskSource(home, home).hashes({ known: {}, knownOfPackage: {} });
  expect(await files.list('content')).toEqual([
    'content/april/around',
    'content/april/en.yaml',
    'content/april/twin/april/around',
    'content/april/twin/april/en.yaml',
    'content/april/twin/april/twin',
    'content/april/twin/en.yaml',
    'content/nowhere',
    'content/outside',
    'content/spring/april/around',
    'content/spring/april/en.yaml',
    'content/spring/april/twin',
    'content/spring/en.yaml',
  ]);
});
