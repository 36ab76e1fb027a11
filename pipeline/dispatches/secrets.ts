import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandContext, stateFolder } from '../foundation/program/context.ts';
import { parseSecrets } from '../subscribers/links/secrets.ts';

/** The secrets that links are signed with: COURANT_SECRET's, or for the outbox alone, one made for this folder. */
export async function readSecrets(context: CommandContext): Promise<readonly string[]> {
  const given = context.environment['COURANT_SECRET'];
  return parseSecrets(given || (await localSecret(stateFolder(context))));
}

/** Made once. Two processes that begin together agree: a link is only made where there is none yet. */
async function localSecret(folder: string): Promise<string> {
  const file = join(folder, 'secret');
  const existing = await readIfThere(file);
  if (existing !== undefined) return existing;
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was first: its secret counts
  } finally {
    await rm(draft);
  }
  return (await readFile(file, 'utf8')).trim();
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
