import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Mended, mendIssue } from '../check/mend-issue.ts';
import { rootsOf } from '../check/open-publication.ts';
import { loadPublication } from '../content/extensions/load-publication.ts';
import { chooseSlugs } from '../content/read-issues.ts';
import { Report } from '../foundation/problems/report.ts';
import type { ProgramContext } from '../foundation/program/context.ts';

/**
 * Applies the safe mends in these issues, or in all, and writes their files. If the configuration cannot be
 * read, it mends nothing, and the check that follows reports why.
 */
export async function mendFiles(context: ProgramContext, slugs: readonly string[]): Promise<Mended[]> {
  const roots = rootsOf(context);
  const ignored = new Report();
  const publication = await loadPublication(roots, ignored);
  if (publication === undefined) return [];
  const all: Mended[] = [];
  for (const slug of await chooseSlugs(roots.publication, slugs, ignored)) {
    const { mended, files } = await mendIssue(roots.publication, publication, slug);
    for (const [path, text] of files) await replaceFile(join(context.root, path), text);
    all.push(...mended);
  }
  return all;
}

/** Writes the whole file or nothing, so that no other program reads half of it. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  await writeFile(temporary, text);
  await rename(temporary, path);
}
