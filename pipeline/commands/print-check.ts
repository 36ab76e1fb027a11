import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mended } from '../check/mend-issue.ts';
import { readRuleHelp } from '../check/read-rule-help.ts';
import { plural } from '../foundation/problems/plural.ts';
import { printByFile } from '../foundation/problems/print-by-file.ts';
import { problemsToAnnotations, problemsToJson } from '../foundation/problems/print-problems.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { Silenced } from '../foundation/problems/report.ts';
import { problemsToSarif } from '../foundation/problems/sarif.ts';
import { type CommandContext, packageRoot } from '../foundation/program/context.ts';
import { countProblems } from '../foundation/program/report-problems.ts';

const checkFormats = ['pretty', 'json', 'github', 'sarif'] as const;

export type CheckFormat = (typeof checkFormats)[number];

/** The checked issues and the findings. */
export interface CheckResult {
  readonly issues: readonly string[];
  readonly editions: number;
  /** The mends that were made before the check. */
  readonly mended: readonly Mended[];
  readonly problems: readonly Problem[];
  /** The findings that newsletter.yaml turned off. */
  readonly silenced: readonly Silenced[];
}

/** Prints the findings of a check: as text, as JSON, as annotations of a pull request, or as SARIF. */
export async function printCheck(
  { terminal }: CommandContext,
  result: CheckResult,
  format: CheckFormat,
): Promise<void> {
  const { issues, editions, mended, problems, silenced } = result;
  const looked = `${plural(issues.length, 'issue')}, ${plural(editions, 'edition')}`;
  const summary = `${looked}: ${countProblems(problems)}.`;
  if (format === 'json') {
    terminal.print(
      JSON.stringify({ issues, editions, mended, silenced, problems: problemsToJson(problems) }, null, 2),
    );
  } else if (format === 'sarif') {
    const options = { version: await readVersion(), help: await readRuleHelp(packageRoot) };
    terminal.print(JSON.stringify(problemsToSarif(problems, options), null, 2));
  } else if (format === 'github') {
    if (problems.length > 0) terminal.print(problemsToAnnotations(problems));
    terminal.note(summary);
  } else {
    if (problems.length > 0) terminal.note(`${printByFile(problems, terminal)}\n`);
    if (problems.length > 0 && terminal.annotates) terminal.print(problemsToAnnotations(problems));
    for (const { file, line, code } of mended) terminal.note(`Fixed ${file}:${line}  ${code}`);
    for (const { code, reason, count } of silenced)
      terminal.note(`${count} of ${code} not shown: turned off in newsletter.yaml (${reason}).`);
    terminal.print(summary);
  }
}

async function readVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
  return String(version);
}
