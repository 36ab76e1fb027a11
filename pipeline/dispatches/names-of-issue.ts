import { readLinks } from '../content/issue-links.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';

/**
 * An issue's slug and its former ones, as its source names them. The ledger may use any of them. Only the
 * slug when the issue no longer exists; `check` reports problems of the files.
 */
export async function namesOfIssue({ root }: ProgramContext, slug: string): Promise<string[]> {
  const files = diskFiles(root);
  const newsletter = await readNewsletter(files, new Report());
  if (newsletter === undefined) return [slug];
  const { aliases } = await readLinks(files, slug, newsletter);
  return [slug, ...aliases.map((alias) => alias.slug)];
}
