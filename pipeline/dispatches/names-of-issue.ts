import type { ProgramContext } from '../foundation/program/context.ts';

/** The names of an issue, and whether its source says `hold: true`. */
export interface IssueNames {
  readonly names: readonly string[];
  readonly isHeld: boolean;
}

/**
 * An issue's slug and the former slugs that its source file lists. The ledger may use any of them. If the
 * issue no longer exists, this is the slug alone. Problems of the files are ignored here; `check` reports
 * them.
 */
export async function namesOfIssue(context: ProgramContext, slug: string): Promise<readonly string[]> {
  return (await readNames(context, slug)).names;
}

/** Like `namesOfIssue`, and also tells whether the source says `hold: true`. */
export async function readNames({ root }: ProgramContext, slug: string): Promise<IssueNames> {
  // Imported here, because a command that has checked the issue knows its names already.
  const { diskFiles } = await import('../foundation/files/disk-files.ts');
  const { Report } = await import('../foundation/problems/report.ts');
  const { readNewsletter } = await import('../publication/newsletter/read-newsletter.ts');
  const { readLinks } = await import('../content/issue-links.ts');
  const files = diskFiles(root);
  const newsletter = await readNewsletter(files, new Report());
  if (newsletter === undefined) return { names: [slug], isHeld: false };
  const { aliases, isHeld } = await readLinks(files, slug, newsletter);
  return { names: [slug, ...aliases.map((alias) => alias.slug)], isHeld };
}
