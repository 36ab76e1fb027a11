import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file as it should be. An undefined text removes it. */
export interface FileToWrite {
  readonly path: string;
  readonly text: string | undefined;
}

/**
 * Writes several files below a folder. Writes all new texts to the disk first, and then renames them, so that a
 * full disk changes nothing, and no program ever reads half a file. `confirm` runs in between, because writing to the
 * disk takes a while: if it fails, nothing changes.
 */
export async function writeTogether(
  root: string,
  files: readonly FileToWrite[],
  confirm: () => Promise<void> = async () => {},
): Promise<void> {
  const drafts: string[] = [];
  try {
    for (const { path, text } of files) {
      if (text === undefined) continue;
      const target = join(root, path);
      await mkdir(dirname(target), { recursive: true });
      drafts.push(partOf(target));
      await writeDraft(partOf(target), text);
    }
    await confirm();
  } catch (error) {
    for (const draft of drafts) await rm(draft, { force: true });
    throw error;
  }
  for (const { path, text } of files) {
    const target = join(root, path);
    if (text === undefined) await rm(target, { force: true });
    else await rename(partOf(target), target);
  }
}

async function writeDraft(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name of a text that is not complete yet. */
export const partOf = (target: string) => `${target}.part`;
