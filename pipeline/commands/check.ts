import { openPublication } from '../check/open-publication.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { exitCodeFor } from '../foundation/program/report-problems.ts';
import { type CheckFormat, printCheck } from './print-check.ts';

export interface CheckOptions {
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly format?: CheckFormat;
}

/** Checks the configuration, the templates, the interface texts and these issues, or all. */
export async function check(
  context: CommandContext,
  slugs: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> {
  const { report, issues, rendered } = await openPublication(context, slugs);
  const { problems } = report;
  const editions = rendered.reduce((sum, each) => sum + each.editions.length, 0);
  const result = { issues: issues.map(({ slug }) => slug), editions, problems, silenced: report.silenced };
  await printCheck(context, result, options.json ? 'json' : (options.format ?? 'pretty'));
  return exitCodeFor(problems, options);
}
