import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPageBundle } from '../../pipeline/studio/server/page-bundle.ts';

test('a studio that runs keeps its page while the package is updated', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'courant-page-'));
  await writeFile(join(folder, 'page.json'), JSON.stringify({ script: 'main-1.js', style: 'style-1.css' }));
  await writeFile(join(folder, 'main-1.js'), 'import("./write-desk-1.js")');
  await writeFile(join(folder, 'write-desk-1.js'), 'let desk;');
  await writeFile(join(folder, 'style-1.css'), 'p {}');
  const page = openPageBundle(folder);
  await rm(folder, { recursive: true });
  const served = (name: string) => page?.serve(`/page/${name}`);
  expect(await served('write-desk-1.js')).toMatchObject({ body: 'let desk;', isImmutable: true });
  expect(await served('style-1.css')).toMatchObject({ body: 'p {}', type: 'text/css; charset=utf-8' });
  expect(await served('page.json')).toBeUndefined();
  expect(await served('main-2.js')).toBeUndefined();
  expect(openPageBundle(folder)).toBeUndefined();
});
