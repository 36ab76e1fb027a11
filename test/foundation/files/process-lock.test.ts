import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import {
  forgetLock,
  holdLock,
  isLockHeld,
  isOwnLock,
} from '../../../pipeline/foundation/files/process-lock.ts';
import { createFolder } from '../../delivery/support/ledger.ts';

test('a lock is held until it is released, and leaves no file', async () => {
  // Longer than the name of a socket could be.
  const folder = join(await createFolder(), 'a'.repeat(120), 'run');
  const lock = holdLock(folder);
  const other = holdLock(folder);
  expect(isLockHeld(folder, lock.name)).toBe(true);
  expect(isOwnLock(lock.name)).toBe(true);
  lock.release();
  expect(isLockHeld(folder, lock.name), 'nothing tells of it any more').toBeUndefined();
  expect(isOwnLock(lock.name)).toBe(false);
  expect(isLockHeld(folder, other.name)).toBe(true);
  expect(isLockHeld(folder, 'of-another-machine')).toBeUndefined();
  expect(existsSync(join(folder, 'of-another-machine'))).toBe(false);
  forgetLock(folder, 'of-another-machine');
  other.release();
});

test('a lock whose file cannot be created throws the reason of the system', async () => {
  const folder = await createFolder();
  expect(() => holdLock(folder, 'missing/')).toThrow(expect.objectContaining({ syscall: 'open' }));
});

test('a lock that is released while another process looks at it is no error', async () => {
  const folder = await createFolder();
  const file = join(folder, 'lock');
  writeFileSync(file, '');
  const { exec } = DatabaseSync.prototype;
  const spy = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementationOnce(function (
    this: DatabaseSync,
    sql,
  ) {
    rmSync(file);
    exec.call(this, sql);
  });
  expect(isLockHeld(folder, 'lock')).toBeUndefined();
  spy.mockRestore();
});
