import { relative } from 'node:path';
import { plural } from '../foundation/problems/plural.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { hasErrors } from '../foundation/problems/problem.ts';
import { type CommandContext, type ExitCode, packageRoot } from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { diskSource } from '../site/site-source.ts';
import { verifySite } from '../site/verify-site.ts';

/** Reports whether a published folder matches the sources. */
export async function verify(context: CommandContext, folder: string, json: boolean): Promise<ExitCode> {
  const { terminal, root, signal } = context;
  terminal.progress('Rebuilding \u2026');
  const { problems, files, foreign, kept } = await verifySite(folder, {
    source: diskSource(root, packageRoot),
    signal,
    onProgress: (done, total) => terminal.progress(`Rebuilding: ${done} of ${plural(total, 'issue')}`),
  });
  terminal.progress('');
  const place = relative(root, folder) || '.';
  if (json) {
    terminal.print(
      JSON.stringify({ folder: place, files, foreign, kept, problems: problemsToJson(problems) }, null, 2),
    );
    return exitCodeFor(problems);
  }
  reportProblems(context, problems);
  if (hasErrors(problems)) terminal.print(`${place}/ does not match this commit.`);
  else terminal.print(`${place}/ matches this commit: ${plural(files, 'file')} compared.`);
  for (const slug of kept) {
    terminal.note(
      `${slug} stays public although its moment has not come, or although it is held, because it was public before.`,
    );
  }
  if (foreign.length > 0) {
    terminal.note(
      `${plural(foreign.length, 'picture')} came from another machine, made from the same originals.`,
    );
  }
  return exitCodeFor(problems);
}
