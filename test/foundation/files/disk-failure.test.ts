import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskFailure } from '../../../pipeline/foundation/files/disk-failure.ts';
import { createFolder } from '../../delivery/support/ledger.ts';

function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

test('a file in the place of a folder is a problem, with the path below the publication', async () => {
  const root = await createFolder();
  writeFileSync(join(root, 'cache'), '');
  const error = errorOf(() => mkdirSync(join(root, 'cache/site')));
  expect(diskFailure(error, root)).toMatchObject({
    code: 'disk-failed',
    message: '"cache/site" cannot be read or written: a file is in the way.',
    cause: error,
  });
  expect(diskFailure(error, join(root, 'elsewhere'))?.message).toContain(`"${join(root, 'cache/site')}"`);
});

test.runIf(process.platform === 'linux')('a full disk is a problem', async () => {
  const error = errorOf(() => writeFileSync('/dev/full', 'text'));
  expect(diskFailure(error, await createFolder())?.message).toBe(
    'A file cannot be read or written: the disk is full.',
  );
});

test('a folder that cannot be created is a problem', async () => {
  const root = await createFolder();
  const error = errorOf(() => mkdirSync(join(root, 'missing/folder')));
  expect(diskFailure(error, root)?.message).toBe(
    `"${join('missing', 'folder')}" cannot be read or written: the disk is read-only, or a folder above it was deleted.`,
  );
});

test('a file that is missing in the folder of the state was deleted', async () => {
  const root = await createFolder();
  const state = join(root, '.courant');
  const from = join(state, 'cache/page');
  const message = `"${join('.courant', 'cache', 'page')}" was deleted while the command was using it.`;
  for (const act of [() => writeFileSync(from, ''), () => linkSync(from, join(root, 'page'))])
    expect(diskFailure(errorOf(act), root, state)).toMatchObject({ code: 'state-deleted', message });
});

test('a bug is none', async () => {
  const root = await createFolder();
  expect(
    diskFailure(
      errorOf(() => writeFileSync(join(root, 'missing/file'), '')),
      root,
      join(root, '.courant'),
    ),
  ).toBeUndefined();
  expect(diskFailure(new TypeError('x is not a function'), root)).toBeUndefined();
  expect(diskFailure(Object.assign(new Error('refused'), { code: 'EACCES' }), root)).toBeUndefined();
});
