import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../../foundation/problems/problem.ts';
import type { IssuePlan } from './plan-issue.ts';

/**
 * Writes the files of a new issue: the whole folder, or nothing. Fails with `issue-exists` when the folder has
 * appeared since the plan was made. `root` is the absolute path of the publication's folder.
 */
export async function writeIssue(root: string, { slug, files }: IssuePlan): Promise<void> {
  const folder = join(root, 'content', slug);
  // A name with a dot is not an issue, so no reader finds half an issue.
  const unfinished = join(root, 'content', `.${slug}.${process.pid}.part`);
  try {
    for (const file of files) {
      const target = join(unfinished, file.path.slice(`content/${slug}/`.length));
      await mkdir(dirname(target), { recursive: true });
      if ('text' in file) await writeFile(target, file.text);
      else await copyFile(join(root, file.copyOf), target);
    }
    if (existsSync(folder)) fail('issue-exists', { slug });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOTEMPTY', 'EEXIST'].includes(code)) fail('issue-exists', { slug });
    throw error;
  }
}
