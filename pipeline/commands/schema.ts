import { loadPublication } from '../content/extensions/load-publication.ts';
import { jsonSchemas } from '../content/json-schema.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { useOwnSchemas } from '../content/schema-address.ts';
import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { packageRoot } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import { diskRoots } from '../publication/disk-roots.ts';
import { packageVersion } from '../publication/package-version.ts';
import { writeFiles } from './write-files.ts';

const folder = 'docs/schema';

/**
 * Writes the JSON Schemas for editors, with the kinds of blocks that the publication adds, and makes the files
 * that refer to Courant's schemas refer to these instead.
 */
export async function schema(context: CommandContext): Promise<ExitCode> {
  const report = new Report();
  const roots = diskRoots(context.root, packageRoot);
  const publication = await loadPublication(roots, report);
  if (publication === undefined) {
    reportProblems(context, report.problems);
    return 1;
  }
  const { root, terminal } = context;
  const schemas = jsonSchemas(
    roots.package === roots.publication ? await packageVersion(roots.package) : undefined,
  );
  const files = Object.entries(schemas).map(([name, content]) => ({ path: `${folder}/${name}`, content }));
  await writeFiles(root, files);
  for (const { path } of files) terminal.print(path);
  const pointed = await pointToSchemas(roots.publication);
  await writeFiles(root, pointed);
  for (const { path } of pointed) terminal.print(`${path}  now uses docs/schema/`);
  return 0;
}

/** The files that name Courant's schemas, changed to name the publication's own. */
async function pointToSchemas(files: Files): Promise<{ path: string; content: string }[]> {
  const issues = (await listSlugs(files)).map((slug) => `content/${slug}`);
  const inIssues = await Promise.all(
    issues.map(async (issue) => (await files.list(issue)).map(({ name }) => `${issue}/${name}`)),
  );
  const paths = ['newsletter.yaml', '.vscode/settings.json', ...inIssues.flat()];
  const changed: { path: string; content: string }[] = [];
  for (const path of paths.filter((each) => /\.(?:yaml|json)$/.test(each))) {
    const text = Buffer.from((await files.read(path)) ?? []).toString('utf8');
    const content = useOwnSchemas(text, path.startsWith('content/') ? '../../' : '');
    if (content !== text) changed.push({ path, content });
  }
  return changed.sort((a, b) => (a.path < b.path ? -1 : 1));
}
