import { readLinks } from '../content/issue-links.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';

/**
 * An issue's slug and the former slugs that its source file lists. The ledger may use any of them. If the
 * issue no longer exists, this is the slug alone. Problems of the files are ignored here; `check` reports
 * them.
 */
export async function namesOfIssue(context: ProgramContext, slug: string): Promise<string[]> {
  return (await readNames(context, slug)).names;
}

/** Like `namesOfIssue`, and also tells whether the source says `hold: true`. */
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
