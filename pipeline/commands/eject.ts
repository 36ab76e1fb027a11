import { rootsOf } from '../check/open-publication.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { readWithTheme } from '../publication/newsletter/read-newsletter.ts';
import type { Roots } from '../publication/publication.ts';
import { type InUse, listEjectable } from '../scaffold/eject/list-ejectable.ts';
import { planEject } from '../scaffold/eject/plan-eject.ts';
import { writeFiles } from './write-files.ts';

interface EjectOptions {
  readonly list?: boolean;
  readonly json?: boolean;
}

/** Copies a template or a text of Courant into the publication, or lists what can be copied. */
export async function eject(
  context: CommandContext,
  name: string | undefined,
  { list, json }: EjectOptions,
): Promise<ExitCode> {
  const { root, terminal } = context;
  const roots = rootsOf(context);
  const inUse = await readInUse(roots);
  if (list) {
    const all = await listEjectable(roots, inUse);
    if (json) terminal.print(JSON.stringify({ ejectable: all }, null, 2));
    else for (const each of all) terminal.print(each.name);
    return 0;
  }
  if (name === undefined) {
    terminal.note(
      'Name a template or a text, such as email/parts/masthead; "courant eject --list" prints all.',
    );
    return 2;
  }
  const files = await planEject(roots, inUse, name);
  await writeFiles(root, files);
  const paths = files.map(({ path }) => path);
  if (json) terminal.print(JSON.stringify({ files: paths }, null, 2));
  else {
    for (const path of paths) terminal.print(path);
    terminal.note(`Edit ${paths[0]}. Commit originals/ too: "courant upgrade" needs it.`);
  }
  return 0;
}

async function readInUse(roots: Roots): Promise<InUse> {
  const report = new Report();
  const read = await readWithTheme(roots.publication, roots.package, report);
  if (read === undefined) throw new ProblemError(report.problems);
  const { newsletter, themes } = read;
  return { themes: themes.map(({ folder }) => folder), locales: newsletter.languages.editions };
}
