import { createTwoFilesPatch } from 'diff';
import { rootsOf } from '../check/open-publication.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { fail } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import type { Roots } from '../publication/publication.ts';
import { type MovedKey, movedKeys } from '../scaffold/upgrade/moved-keys.ts';
import { planUpgrade, type UpgradePlan } from '../scaffold/upgrade/plan-upgrade.ts';
import { writeFiles } from './write-files.ts';

interface UpgradeOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** The release to upgrade to: this one, unless a test supplies another. */
interface Release {
  readonly roots: Roots;
  readonly moves: readonly MovedKey[];
}

/**
 * Applies what this version of Courant changes in the publication, and explains each change. With `dryRun`,
 * shows the changes and writes nothing.
 */
export async function upgrade(
  context: CommandContext,
  { dryRun = false, json = false }: UpgradeOptions,
  { roots, moves }: Release = { roots: rootsOf(context), moves: movedKeys },
): Promise<ExitCode> {
  const { root, terminal } = context;
  if (roots.package === roots.publication) fail('eject-itself', {});
  const report = new Report();
  const plan = await planUpgrade(roots, moves, report);
  if (!dryRun) await writeFiles(root, plan.files);
  if (json) {
    const { version, steps, files } = plan;
    const paths = files.map(({ path }) => path);
    terminal.print(
      JSON.stringify(
        { version, dryRun, steps, files: paths, problems: problemsToJson(report.problems) },
        null,
        2,
      ),
    );
  } else printPlan(context, plan, dryRun);
  reportProblems(context, report.problems);
  return exitCodeFor(report.problems);
}

function printPlan(
  { terminal }: CommandContext,
  { version, steps, files }: UpgradePlan,
  dryRun: boolean,
): void {
  const told = steps.filter(({ outcome }) => outcome !== 'current');
  for (const { path, outcome, detail } of told) terminal.print(`${path}  ${outcome}: ${detail}`);
  if (dryRun) {
    for (const { path, before, content } of files)
      if (!path.startsWith('originals/'))
        terminal.print(createTwoFilesPatch(path, path, before ?? '', content ?? '', undefined, undefined));
  }
  if (told.length === 0)
    terminal.print(`Nothing to change: the publication is up to date with Courant ${version}.`);
  else if (dryRun)
    terminal.note('Nothing was written. Without --dry-run, "courant upgrade" makes these changes.');
  else terminal.note('Read the difference in git, then run "npm install", "courant check" and "npm test".');
}
