import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadPublication } from '../content/extensions/load-publication.ts';
import { chooseSlugs, readIssues } from '../content/read-issues.ts';
import { acceptParts, canAccept, printRecord } from '../content/translation/accept-parts.ts';
import { describeChange, partName } from '../content/translation/check-translations.ts';
import type { Part } from '../content/translation/compare-translation.ts';
import { readTranslations } from '../content/translation/read-translations.ts';
import { recordPath } from '../content/translation/source-record.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, type ExitCode, packageRoot } from '../foundation/program/context.ts';
import { countProblems, exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { paint } from '../foundation/program/terminal.ts';
import { localeRecordPath, printLocaleRecord } from '../publication/locales/locale-records.ts';
import { readInterface } from '../publication/locales/read-interface.ts';
import { namespaces } from '../publication/locales/read-locales.ts';
import { layersOf, type Roots } from '../publication/publication.ts';

interface StatusOptions {
  readonly locale?: string;
  readonly json?: boolean;
}

interface AcceptOptions {
  readonly locale?: string;
  readonly part?: readonly string[];
  readonly all?: boolean;
  readonly interface?: boolean;
}

/**
 * Prints the progress of translations: the done, missing, stale and extra parts of each issue in each
 * language, and of the interface texts.
 */
export async function status(
  context: CommandContext,
  slugs: readonly string[],
  { locale: wanted, json }: StatusOptions,
): Promise<ExitCode> {
  const read = await open(context, slugs, wanted);
  if (read === undefined) return 1;
  const { issues, texts, locales } = read;
  if (json) {
    const rows = issues.map(({ slug, locale, exists, counts, parts }) => ({
      issue: slug,
      locale,
      exists,
      ...counts,
      parts: parts.filter(isOpen).map(({ key, kind, state }) => ({ part: key, kind, state })),
    }));
    const own = texts.map(({ locale, parts }) => ({ locale, ...countStates(parts) }));
    context.terminal.print(JSON.stringify({ issues: rows, interface: own }, null, 2));
    return 0;
  }
  for (const { slug, locale, exists, counts, parts } of issues) {
    const head = `${paint(context.terminal, 'bold', slug)}  ${locale}`;
    context.terminal.print(`${head}  ${exists ? describe(counts) : 'not begun'}`);
    for (const part of exists ? parts.filter(isOpen) : []) context.terminal.print(`  ${describePart(part)}`);
  }
  for (const { locale, parts } of texts) {
    context.terminal.print(`interface  ${locale}  ${describe(countStates(parts))}`);
  }
  if (locales.length === 0)
    context.terminal.print('The publication has only one language, so there is nothing to translate.');
  return 0;
}

/** Records that translations match the current text of their source. */
export async function accept(
  context: CommandContext,
  slugs: readonly string[],
  options: AcceptOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  if (slugs.length === 0 && !options.all && !options.interface) {
    terminal.note('Name an issue, or add --all, or --interface for the texts under locales/.');
    return 2;
  }
  const isAboutIssues = slugs.length > 0 || options.all === true;
  const read = await open(context, slugs, options.locale);
  if (read === undefined) return 1;
  for (const { slug, locale, exists, parts } of isAboutIssues ? read.issues : []) {
    if (!exists) continue;
    const chosen = (part: Part) => options.part === undefined || options.part.includes(part.key);
    const count = parts.filter((part) => chosen(part) && canAccept(part)).length;
    const text = printRecord(acceptParts(parts, { accepts: chosen }), `${locale}.yaml`);
    await write(context, recordPath(slug, locale), text);
    terminal.print(`${recordPath(slug, locale)}  ${plural(count, 'part')}`);
  }
  for (const { locale, parts } of options.interface ? read.texts : []) {
    for (const namespace of namespaces) {
      const path = localeRecordPath(locale, namespace);
      const own = parts.filter((part) => part.namespace === namespace);
      await write(context, path, printLocaleRecord(own, options.part));
      terminal.print(path);
    }
  }
  return 0;
}

const isOpen = ({ state }: Part) => ['missing', 'stale', 'machine', 'extra'].includes(state);

function describePart(part: Part): string {
  const where = `${part.state.padEnd(8)} ${part.key.padEnd(12)} ${partName(part)}`;
  return part.state === 'stale' ? `${where}: ${describeChange(part)}` : where;
}

function countStates(parts: readonly { state: string }[]): Record<string, number> {
  const counts: Record<string, number> = { done: 0, missing: 0, stale: 0, extra: 0 };
  for (const { state } of parts) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function describe(counts: Readonly<Record<string, number>>): string {
  const given = Object.entries(counts).filter(([state, count]) => count > 0 || state === 'done');
  return given.map(([state, count]) => `${count} ${state}`).join(', ');
}

async function open(context: CommandContext, slugs: readonly string[], wanted: string | undefined) {
  const report = new Report();
  const files = diskFiles(context.root);
  const isOwn = join(context.root, '/') === join(packageRoot, '/');
  const roots: Roots = { package: isOwn ? files : diskFiles(packageRoot), publication: files };
  const publication = await loadPublication(roots, report);
  if (publication === undefined) {
    reportProblems(context, report.problems);
    return undefined;
  }
  const { source, editions } = publication.newsletter.languages;
  const known = editions.filter((each) => each !== source);
  if (wanted !== undefined && !known.includes(wanted)) fail('translation-locale', { locale: wanted, known });
  const locales = wanted === undefined ? known : [wanted];
  const chosen = await chooseSlugs(files, slugs, report);
  const issues = [];
  for (const issue of await readIssues(files, publication.newsletter, chosen, report)) {
    issues.push(...(await readTranslations(files, issue, { editions: locales }, report)));
  }
  const texts = [];
  for (const locale of locales) {
    const parts = await readInterface(layersOf(roots), publication.texts, { source, locale }, report);
    texts.push({ locale, parts });
  }
  if (exitCodeFor(report.problems) > 0) {
    context.terminal.note(
      `${countProblems(report.problems)} may be in the way: "courant check" prints them.`,
    );
  }
  return { issues, texts, locales };
}

async function write({ root }: CommandContext, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
