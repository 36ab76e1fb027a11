import { readLinks } from '../content/issue-links.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';

/**
 * An issue's slug and its former ones, as its source names them. The ledger may use any of them. Only the
 * slug when the issue no longer exists; `check` reports problems of the files.
 */
export async function namesOfIssue(context: ProgramContext, slug: string): Promise<string[]> {
  return (await readNames(context, slug)).names;
}

/** The same, and whether the source says `hold: true`. */
export async function readNames(
  { root }: ProgramContext,
  slug: string,
): Promise<{ readonly names: string[]; readonly isHeld: boolean }> {
  const files = diskFiles(root);
  const newsletter = await readNewsletter(files, new Report());
  if (newsletter === undefined) return { names: [slug], isHeld: false };
  const { aliases, isHeld } = await readLinks(files, slug, newsletter);
  return { names: [slug, ...aliases.map((alias) => alias.slug)], isHeld };
}
