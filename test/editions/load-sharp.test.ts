import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { cacheFolders } from '../../pipeline/site/cache-folders.ts';
import { startWorker } from '../../pipeline/site/start-worker.ts';
import { copyPublication, courant } from '../commands/run-courant.ts';
import { createFolder } from '../delivery/support/ledger.ts';
import { withoutSharp } from './no-sharp.ts';

test('a machine without the binary of sharp has one problem, however many pictures there are', async () => {
  const root = await copyPublication();
  const { code, stderr } = await courant(root, ['check'], { NODE_OPTIONS: withoutSharp(root) });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(
      /^error {2}sharp-unusable\n.* cannot be loaded: its binary for \S+ is not installed\.\n {2}→ .*\n\n$/,
    ),
  });
});

test('a worker without it fails with the same problem', async () => {
  const root = await createFolder();
  vi.stubEnv('NODE_OPTIONS', withoutSharp(root));
  const publication = await copyPublication();
  const folders = cacheFolders(join(root, 'cache/site'), 'program');
  const worker = startWorker({ root: publication, packageRoot, folders, asOf: 0 }, false);
  vi.unstubAllEnvs();
  await expect(worker.isReady).rejects.toMatchObject({
    name: 'ProblemError',
    problems: [{ code: 'sharp-unusable' }],
  });
  await worker.end();
});
