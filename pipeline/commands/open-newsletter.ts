import { diskFiles } from '../foundation/files/disk-files.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';

/** Reads the configuration. Fails with every problem in it. */
export async function openNewsletter(context: CommandContext): Promise<Newsletter> {
  const report = new Report();
  const newsletter = await readNewsletter(diskFiles(context.root), report);
  if (newsletter === undefined) throw new ProblemError(report.problems);
  return newsletter;
}
