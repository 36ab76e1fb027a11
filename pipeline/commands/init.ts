import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { checkPublication } from '../check/check-publication.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { memoryFiles } from '../foundation/files/memory-files.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, type ExitCode, packageRoot } from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { dayIn } from '../foundation/time/parse-moment.ts';
import { canonicalTag } from '../publication/locales/language-tag.ts';
import type { Answers } from '../scaffold/answers.ts';
import type { PlannedFile } from '../scaffold/plan-options.ts';
import { planPublication } from '../scaffold/plan-publication.ts';
import { askAnswers } from './ask-answers.ts';
import type { InitOptions } from './init-options.ts';

/**
 * Creates a publication in a folder: its configuration, a first issue in every language, a test of its
 * editions, and the files for its host. Existing files do not change. Nothing is written when an answer is
 * invalid.
 */
export async function init(
  context: CommandContext,
  folder: string | undefined,
  options: InitOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  const root = resolve(context.workingDirectory, folder ?? '.');
  const answers = options.yes
    ? toAnswers(options, basename(root))
    : await askAnswers(options, (given) => toAnswers(given, basename(root)));
  if (answers === undefined) {
    terminal.note('There is no terminal to ask on. Name the options (courant init --help), or add --yes.');
    return 2;
  }
  const packageFiles = diskFiles(packageRoot);
  const plan = await planPublication(answers, {
    package: packageFiles,
    version: await ownVersion(),
    today: dayIn('UTC', context.clock().getTime()),
    manifest: await textOf(join(root, 'package.json')),
  });
  const report = new Report();
  const planned = memoryFiles(Object.fromEntries(plan.map(({ path, content }) => [path, content])));
  await checkPublication({ package: packageFiles, publication: planned }, report, {
    asOf: context.clock().getTime(),
  });
  if (report.errors > 0) {
    reportProblems(context, report.problems);
    terminal.note('Nothing was written.');
    return exitCodeFor(report.problems);
  }
  for (const file of plan) await write(context, root, file);
  await writeSnapshots(context, root);
  terminal.print(`\n${nextSteps(context, root)}`);
  return 0;
}

/** The answers from the options, with defaults for the missing ones. */
function toAnswers(options: InitOptions, folderName: string): Answers {
  const languages = (options.languages ?? ['en']).map((tag) => canonicalTag(tag) ?? tag);
  const source = options.source ?? languages[0] ?? 'en';
  const name = options.name ?? titleOf(folderName);
  const { at, days } = options;
  return {
    name,
    languages: [source, ...languages.filter((locale) => locale !== source)],
    source,
    url: options.url ?? 'https://newsletter.example.org',
    address: options.sender ?? 'newsletter@example.org',
    postal: options.postal ?? `${name}, Example Street 1, 1234 AB Exampleton`,
    timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    theme: options.theme ?? 'gazette',
    accent: options.accent,
    schedule: at === undefined ? undefined : { at, days: days ?? ['thursday'] },
    host: options.host ?? 'local',
  };
}

/** Converts `dike-post` to "Dike post". */
function titleOf(folderName: string): string {
  const words = folderName.replace(/[-_.]+/g, ' ').trim() || 'Newsletter';
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

async function write(
  { terminal }: CommandContext,
  root: string,
  { path, content }: PlannedFile,
): Promise<void> {
  const file = join(root, path);
  // Rewrites an existing package.json, because the plan adds to it.
  if (existsSync(file) && path !== 'package.json') {
    terminal.print(`${path}  (already there, unchanged)`);
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  terminal.print(path);
}

/** Writes the current editions as snapshots, so that the publication's own test passes from the start. */
async function writeSnapshots(context: CommandContext, root: string): Promise<void> {
  const { renderForTests } = await import('../testing.ts');
  for (const { path, content } of await renderForTests(root)) {
    await write(context, root, { path: `test/editions/${path}`, content });
  }
}

function nextSteps({ workingDirectory }: CommandContext, root: string): string {
  const steps = ['npm install', 'npm start', 'npx courant rehearse'];
  if (root !== workingDirectory) steps.unshift(`cd ${basename(root)}`);
  return ['Next:', ...steps.map((step) => `  ${step}`)].join('\n');
}

async function ownVersion(): Promise<string> {
  const manifest = await readFile(join(packageRoot, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

async function textOf(file: string): Promise<string | undefined> {
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
}
