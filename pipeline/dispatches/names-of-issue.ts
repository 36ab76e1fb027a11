import { readLinks } from '../content/issue-links.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';

/**
 * An issue's slug and its former ones, as its source names them: the ledger may have it under any of them. Only the
 * slug where there is no such issue any more; problems of the files are for `check` to report.
 */
export async function namesOfIssue({ root }: ProgramContext, slug: string): Promise<string[]> {
  const files = diskFiles(root);
  const newsletter = await readNewsletter(files, new Report());
  if (newsletter === undefined) return [slug];
  const { aliases } = await readLinks(files, slug, newsletter);
  return [slug, ...aliases.map((alias) => alias.slug)];
}
