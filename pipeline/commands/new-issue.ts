import { readLinks } from '../content/issue-links.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { planIssue } from '../scaffold/issues/plan-issue.ts';
import { writeIssue } from '../scaffold/issues/write-issue.ts';
import { openNewsletter } from './open-newsletter.ts';

interface NewOptions {
  readonly kind: 'article' | 'digest';
  /** As year-month-day. The default is the next free day of the schedule, or today in the publication's time zone. */
  readonly date?: string;
  /** The issue whose structure the new one copies. */
  readonly from?: string;
  /** Whether to copy the words of that issue too. */
  readonly keepWords?: boolean;
}

/**
 * Creates an issue's folder with a draft in every language, or with a copy of another issue. A title becomes
 * the headline, and its words become the name of the folder.
 */
export async function newIssue(
  context: CommandContext,
  title: string,
  { kind, date, from, keepWords }: NewOptions,
): Promise<ExitCode> {
  const { terminal, root } = context;
  const files = diskFiles(root);
  const newsletter = await openNewsletter(context);
  const slugs = await listSlugs(files);
  const plan = await planIssue(
    { title, kind, date, from, keepsWords: keepWords },
    {
      root,
      files,
      newsletter,
      issues: await Promise.all(slugs.map((slug) => readLinks(files, slug, newsletter))),
      now: context.clock().getTime(),
    },
  );
  await writeIssue(root, plan);
  for (const { path } of plan.files) terminal.print(path);
  return 0;
}
