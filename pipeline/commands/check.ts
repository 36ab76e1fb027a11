import { openPublication } from '../check/open-publication.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { countProblems, exitCodeFor, plural, reportProblems } from '../foundation/program/report-problems.ts';

export interface CheckOptions {
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Checks the configuration, the templates, the interface texts and these issues, or all. */
export async function check(
  context: CommandContext,
  slugs: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> {
  const { report, issues, rendered } = await openPublication(context, slugs);
  const { problems } = report;
  const editions = rendered.flatMap((each) => each.editions);
  if (options.json) {
    context.terminal.print(
      JSON.stringify(
        {
          issues: issues.map(({ slug }) => slug),
          editions: editions.length,
          silenced: report.silenced,
          problems: problemsToJson(problems),
        },
        null,
        2,
      ),
    );
  } else {
    reportProblems(context, problems);
    for (const { code, reason, count } of report.silenced)
      context.terminal.note(`${count} of ${code} not shown: off in newsletter.yaml (${reason}).`);
    const looked = `${plural(issues.length, 'issue')}, ${plural(editions.length, 'edition')}`;
    context.terminal.print(`${looked}: ${countProblems(problems)}.`);
  }
  return exitCodeFor(problems, options);
}
