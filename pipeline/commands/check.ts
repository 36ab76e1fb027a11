import { join } from 'node:path';
import { checkOnline } from '../check/links/check-online.ts';
import { type OpenPublication, openPublication } from '../check/open-publication.ts';
import { reportFindings } from '../check/report-findings.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { type CommandContext, cacheFolder, type ExitCode } from '../foundation/program/context.ts';
import { exitCodeFor } from '../foundation/program/report-problems.ts';
import { type CheckFormat, printCheck } from './print-check.ts';

export interface CheckOptions {
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly format?: CheckFormat;
  /** Whether to ask for every link. */
  readonly online?: boolean;
}

/** Checks the configuration, the templates, the interface texts and these issues, or all. */
export async function check(
  context: CommandContext,
  slugs: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> {
  const opened = await openPublication(context, slugs);
  if (options.online) await askForLinks(context, opened);
  const { report, issues, rendered } = opened;
  const { problems } = report;
  const editions = rendered.reduce((sum, each) => sum + each.editions.length, 0);
  const result = { issues: issues.map(({ slug }) => slug), editions, problems, silenced: report.silenced };
  await printCheck(context, result, options.json ? 'json' : (options.format ?? 'pretty'));
  return exitCodeFor(problems, options);
}

async function askForLinks(context: CommandContext, opened: OpenPublication): Promise<void> {
  const { publication, issues, report } = opened;
  if (publication === undefined) return;
  const findings = await checkOnline(issues, {
    fetch,
    signal: context.signal,
    timeout: 10_000,
    clock: context.clock,
    cache: join(cacheFolder(context), 'links.json'),
    url: publication.newsletter.url,
    onAnswer: (done, all) => context.reporter.progress(`Asking for links \u2026 ${done} of ${all}`),
  });
  context.reporter.progress('');
  await reportFindings(diskFiles(context.root), findings, report);
}
