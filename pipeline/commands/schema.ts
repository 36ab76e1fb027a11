import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPublication } from '../content/extensions/load-publication.ts';
import { jsonSchemas } from '../content/json-schema.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { packageRoot } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import { diskRoots } from '../publication/disk-roots.ts';

const folder = 'docs/schema';

/** Writes the JSON Schemas for editors, with the kinds of blocks that the publication adds. */
export async function schema(context: CommandContext): Promise<ExitCode> {
  const report = new Report();
  const publication = await loadPublication(diskRoots(context.root, packageRoot), report);
  if (publication === undefined) {
    reportProblems(context, report.problems);
    return 1;
  }
  await mkdir(join(context.root, folder), { recursive: true });
  for (const [name, text] of Object.entries(jsonSchemas())) {
    await writeFile(join(context.root, folder, name), text);
    context.terminal.print(`${folder}/${name}`);
  }
  return 0;
}
