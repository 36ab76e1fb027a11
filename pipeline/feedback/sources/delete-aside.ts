import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNotThere } from '../../foundation/files/read-if-there.ts';
import { fail } from '../../foundation/problems/problem.ts';

/**
 * Deletes the mails that were put aside before this moment, in milliseconds since 1970. Fails with
 * `aside-unwritable`.
 */
export async function deleteAside(folder: string, before: number): Promise<void> {
  const names = (await unlessGone(folder, () => readdir(folder))) ?? [];
  for (const name of names) {
    const file = join(folder, name);
    const found = await unlessGone(folder, () => stat(file));
    if (found !== undefined && found.mtimeMs < before)
      await unlessGone(folder, () => rm(file, { force: true }));
  }
}

/** Undefined if the file or folder does not exist: a person or another process may have deleted it meanwhile. */
async function unlessGone<Value>(folder: string, work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isNotThere(error)) return undefined;
    const { code, message } = error as NodeJS.ErrnoException;
    return fail('aside-unwritable', { folder, reason: code ?? message });
  }
}
