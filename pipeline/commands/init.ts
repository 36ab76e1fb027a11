import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { checkPublication } from '../check/check-publication.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import type { Files } from '../foundation/files/files.ts';
import { overlayFiles } from '../foundation/files/overlay-files.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, type ExitCode, packageRoot } from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { parseJson } from '../foundation/sources/parse-json.ts';
import { readSource } from '../foundation/sources/read-source.ts';
import { dayIn } from '../foundation/time/parse-moment.ts';
import { canonicalTag } from '../publication/locales/language-tag.ts';
import type { Original } from '../publication/originals/original.ts';
import { readOriginals } from '../publication/originals/read-originals.ts';
import { packageVersion } from '../publication/package-version.ts';
import type { Answers } from '../scaffold/answers.ts';
import type { PlannedFile } from '../scaffold/plan-options.ts';
import { planPublication } from '../scaffold/plan-publication.ts';
import { planRecord } from '../scaffold/plan-record.ts';
import { lastDayOf } from '../schedule/schedule-days.ts';
import { askAnswers, canAsk } from './ask-answers.ts';
import type { InitOptions } from './init-options.ts';
import { writeFiles } from './write-files.ts';

/**
 * Creates a publication in a folder: its configuration, a first issue in every language, a test of its
 * editions, and the files for its host. Existing files do not change, and an existing publication gets no
 * issue. Nothing is written when an answer is invalid.
 */
export async function init(
  context: CommandContext,
  folder: string | undefined,
  options: InitOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  const root = resolve(context.workingDirectory, folder ?? '.');
  if (!options.yes && !canAsk()) {
    terminal.note('There is no terminal to ask on. Name the options (courant init --help), or add --yes.');
    return 2;
  }
  const answers = options.yes
    ? toAnswers(options, basename(root))
    : await askAnswers(options, (given) => toAnswers(given, basename(root)));
  if (answers === undefined) {
    terminal.note('Nothing was written.');
    return 1;
  }
  const packageFiles = diskFiles(packageRoot);
  const report = new Report();
  const manifest = await readSource(diskFiles(root), 'package.json', '{}', report);
  if (manifest) parseJson(manifest, report);
  const originals = await readOriginals(diskFiles(root), report);
  const plan =
    report.errors > 0
      ? []
      : await planPublication(answers, {
          package: packageFiles,
          version: await packageVersion(packageFiles),
          date: dateOfWelcome(answers, context.clock().getTime()),
          manifest: manifest?.text,
          hasMain: existsSync(join(root, mainOf(manifest?.text))),
          isPublication: existsSync(join(root, 'newsletter.yaml')),
        });
  if (report.errors === 0) {
    await checkPublication({ package: packageFiles, publication: resultOf(root, plan) }, report, {
      asOf: context.clock().getTime(),
    });
  }
  if (report.errors > 0) {
    reportProblems(context, report.problems);
    terminal.note('Nothing was written.');
    return exitCodeFor(report.problems);
  }
  const written: PlannedFile[] = [];
  for (const file of plan) if (await write(context, root, file)) written.push(file);
  await writeSnapshots(context, root);
  await writeRecord(root, originals, written);
  const ignored = await missingIgnores(root, plan);
  if (ignored.length > 0) terminal.note(`\nAdd to .gitignore: ${ignored.join(' ')}`);
  terminal.print(`\n${nextSteps(context, root)}`);
  return 0;
}

/** The schedule expects no issue on other days, and would send one that is dated later. */
function dateOfWelcome({ schedule }: Answers, now: number): string {
  const today = dayIn('UTC', now);
  return schedule ? lastDayOf(schedule.days, today) : today;
}

/** The main module that package.json names. */
function mainOf(manifest = '{}'): string {
  const { main } = JSON.parse(manifest) as { main?: unknown };
  return typeof main === 'string' ? main : 'index.js';
}

/** The folder as it will be: the planned files, and the existing ones, which do not change. */
function resultOf(root: string, plan: readonly PlannedFile[]): Files {
  const added = plan.filter(({ path }) => !existsSync(join(root, path)));
  return overlayFiles(diskFiles(root), Object.fromEntries(added.map(({ path, content }) => [path, content])));
}

/** The lines that an existing .gitignore lacks. */
async function missingIgnores(root: string, plan: readonly PlannedFile[]): Promise<string[]> {
  const linesOf = (text: string) => text.split(/\r?\n/).filter(Boolean);
  const existing = linesOf(await readFile(join(root, '.gitignore'), 'utf8'));
  const wanted = linesOf(plan.find(({ path }) => path === '.gitignore')?.content ?? '');
  const plain = (line: string) => line.replace(/^\/|\/$/g, '');
  return wanted.filter((line) => !existing.some((each) => plain(each) === plain(line)));
}

/** The answers from the options, with defaults for the missing ones. */
export function toAnswers(options: InitOptions, folderName: string): Answers {
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
    schedule:
      at === undefined && !days?.length ? undefined : { at: at ?? '07:00', days: days ?? ['thursday'] },
    host: options.host ?? 'local',
  };
}

/** Converts `dike-post` to "Dike post". */
function titleOf(folderName: string): string {
  const words = folderName.replace(/[-_.]+/g, ' ').trim() || 'Newsletter';
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Writes a file unless it exists. Returns whether it did. */
async function write(
  { terminal }: CommandContext,
  root: string,
  { path, content }: PlannedFile,
): Promise<boolean> {
  // An existing package.json is written again, because the plan adds to it.
  if (existsSync(join(root, path)) && path !== 'package.json') {
    terminal.print(`${path}  (already there, unchanged)`);
    return false;
  }
  await writeFiles(root, [{ path, content }]);
  terminal.print(path);
  return true;
}

/** Records the files that are copies, so that `courant upgrade` can merge later changes into them. */
async function writeRecord(
  root: string,
  originals: readonly Original[],
  written: readonly PlannedFile[],
): Promise<void> {
  const version = await packageVersion(diskFiles(packageRoot));
  const copies = written.flatMap(({ path, content, from }) =>
    from === undefined ? [] : [{ path, from, version, original: content }],
  );
  if (copies.length === 0) return;
  await writeFiles(root, planRecord(originals, copies));
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
  if (root !== workingDirectory) steps.unshift(`cd ${quoted(relative(workingDirectory, root))}`);
  return ['Next:', ...steps.map((step) => `  ${step}`)].join('\n');
}

/** A path as one word of a shell. */
const quoted = (path: string) => (/[^\w./\\-]/.test(path) ? `"${path}"` : path);
