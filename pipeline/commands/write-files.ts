import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file to write. Undefined content means that the file is deleted. */
interface FileToWrite {
  readonly path: string;
  readonly content: string | undefined;
}

/** Writes each file whole: a full disk or Ctrl-C never leaves half a file. */
export async function writeFiles(root: string, files: readonly FileToWrite[]): Promise<void> {
  for (const { path, content } of files) {
    const target = join(root, path);
    if (content === undefined) {
      await rm(target, { force: true });
      continue;
    }
    await mkdir(dirname(target), { recursive: true });
    const temporary = `${target}.${process.pid}.part`;
    await writeFile(temporary, content);
    await rename(temporary, target);
  }
}
