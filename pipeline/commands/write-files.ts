import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file to write. Undefined content means that the file is deleted. */
interface FileToWrite {
  readonly path: string;
  readonly content: string | undefined;
}

/**
 * Writes each file whole: a full disk or Ctrl-C never leaves half a file. All new texts are on disk before the
 * first file changes. The files change in the order of the list.
 */
export async function writeFiles(root: string, files: readonly FileToWrite[]): Promise<void> {
  const planned = files.map(({ path, content }) => {
    const target = join(root, path);
    return { target, content, part: `${target}.${process.pid}.part` };
  });
  try {
    for (const { target, content, part } of planned) {
      if (content === undefined) continue;
      await mkdir(dirname(target), { recursive: true });
      await writeFile(part, content);
    }
    for (const { target, content, part } of planned) {
      if (content === undefined) await rm(target, { force: true });
      else await rename(part, target);
    }
  } catch (error) {
    for (const { part } of planned) await rm(part, { force: true });
    throw error;
  }
}
