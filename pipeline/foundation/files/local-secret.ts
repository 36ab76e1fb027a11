import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextIfThere } from './read-if-there.ts';
import { makeStateFolder } from './state-folder.ts';

/**
 * A secret of this machine: 32 random bytes as hex digits, created on first use and stored in a file in the
 * folder. Two processes that call this at the same time get the same secret.
 */
export async function readLocalSecret(folder: string, name: string): Promise<string> {
  const file = join(folder, name);
  const existing = readTextIfThere(file)?.trim();
  if (existing !== undefined) return existing;
  makeStateFolder(folder);
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // Another process created one first.
  } finally {
    await rm(draft);
  }
  return (await readFile(file, 'utf8')).trim();
}
