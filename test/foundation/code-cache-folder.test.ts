import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { codeCacheFolder } from '../../pipeline/foundation/program/code-cache-folder.ts';

test('compiled code is kept in the publication, in a folder that is closed to others', async () => {
  const root = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  expect(codeCacheFolder(['check'], {}, root)).toBeUndefined();
  await writeFile(join(root, 'newsletter.yaml'), '');
  const folder = join(root, '.courant', 'cache', 'code');
  expect(codeCacheFolder(['check'], {}, root)).toBe(folder);
  expect(codeCacheFolder(['--root', root, 'check'], {}, '/')).toBe(folder);
  expect(codeCacheFolder([`--root=${root}`, 'check'], {}, '/')).toBe(folder);
  expect(codeCacheFolder(['check'], { COURANT_ROOT: root }, '/')).toBe(folder);
  expect(codeCacheFolder(['check'], { COURANT_DATA: 'data' }, root)).toBe(
    join(root, 'data/state/cache/code'),
  );
  expect((await stat(join(root, '.courant'))).mode & 0o077).toBe(0);
});
