import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../foundation/problems/problem.ts';
import { largestMail, type MailTaker } from './mail-taker.ts';

/**
 * Hands each new mail of a Maildir to `take`, oldest first, and moves it to `cur` as seen, where it stays. A mail
 * that is not handled stays in `new` for the next time. Fails with `maildir-missing` or `maildir-unreadable`.
 */
export async function readMaildir(
  folder: string,
  { take, refuse }: MailTaker,
  signal: AbortSignal,
): Promise<void> {
  for (const name of await listNew(folder)) {
    if (signal.aborted) return;
    const file = join(folder, 'new', name);
    const size = (await attempt(folder, () => stat(file)))?.size ?? 0;
    if (size > largestMail) refuse(size);
    else {
      const raw = await attempt(folder, () => readFile(file));
      // If there is none, another process has just handled it.
      if (raw === undefined || !(await take(raw))) continue;
    }
    await attempt(folder, async () => {
      await mkdir(join(folder, 'cur'), { recursive: true });
      await rename(file, join(folder, 'cur', `${name}:2,S`));
    });
  }
}

/** The names begin with the time of delivery. */
async function listNew(folder: string): Promise<string[]> {
  const names = await attempt(folder, () => readdir(join(folder, 'new')));
  if (names === undefined) return fail('maildir-missing', { folder });
  return names.filter((name) => !name.startsWith('.')).sort();
}

/** Undefined if the file or folder does not exist. */
async function attempt<Value>(folder: string, work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    return fail('maildir-unreadable', { folder, reason: code ?? message });
  }
}
