import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { explainDmarc, type SourceSummary } from '../doctor/reports/explain-dmarc.ts';
import { explainTlsFailure } from '../doctor/reports/explain-tls.ts';
import type { DmarcReport } from '../doctor/reports/parse-dmarc-report.ts';
import type { TlsReport } from '../doctor/reports/parse-tls-report.ts';
import { readReport } from '../doctor/reports/read-report.ts';
import { plural } from '../foundation/problems/plural.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { createProblem, type Problem } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import { openNewsletter } from './open-newsletter.ts';

interface ReportOptions {
  /** The addresses from which our own mail leaves. */
  readonly address?: readonly string[];
  readonly json?: boolean;
}

/**
 * Explains the DMARC and TLS reports of receivers. The exit code is 1 if a file cannot be read, or
 * if mail from our own addresses fails.
 */
export async function doctorReport(
  context: CommandContext,
  files: readonly string[],
  { address = [], json = false }: ReportOptions,
): Promise<ExitCode> {
  const { delivery } = await openNewsletter(context);
  const own = [...address, ...(delivery.addresses ?? [])];
  const problems: Problem[] = [];
  const reports: object[] = [];
  let hasOwnFailures = false;
  for (const file of files) {
    const report = await readFile(resolve(context.workingDirectory, file)).then(readReport, unreadable);
    if ('reason' in report) {
      problems.push(createProblem('report-refused', { file, reason: report.reason }));
      continue;
    }
    const { begin, end, kind, reporter } = report;
    const sources = report.kind === 'dmarc' ? explainDmarc(report, own) : [];
    hasOwnFailures ||= sources.some(({ isOwn, failed }) => isOwn && failed > 0);
    if (json)
      reports.push({
        file,
        kind,
        reporter,
        begin: new Date(begin).toISOString(),
        end: new Date(end).toISOString(),
        ...(report.kind === 'dmarc' ? { domain: report.domain, sources } : { policies: report.policies }),
      });
    else
      for (const line of report.kind === 'dmarc' ? describeDmarc(report, sources) : describeTls(report))
        context.terminal.print(line);
  }
  const exitCode = problems.length > 0 || hasOwnFailures ? 1 : 0;
  if (json)
    context.terminal.print(
      JSON.stringify({ reports, problems: problemsToJson(problems), exitCode }, null, 2),
    );
  else reportProblems(context, problems);
  return exitCode;
}

const unreadable = ({ code = '', message }: NodeJS.ErrnoException) => ({
  reason: code === 'ENOENT' ? 'there is no such file' : message,
});

function title({ reporter, begin, end }: DmarcReport | TlsReport, what: string): string {
  const [from, to] = [begin, end].map((time) => new Date(time).toISOString().slice(0, 10));
  return `${what}, by ${reporter}, ${from === to ? from : `${from} to ${to}`}`;
}

/** Nobody reads more lines than this on a screen. */
const mostSources = 50;

function describeDmarc(report: DmarcReport, sources: readonly SourceSummary[]): string[] {
  const passed = sources.reduce((sum, each) => sum + each.passed, 0);
  const all = sources.reduce((sum, each) => sum + each.failed, passed);
  const share = all === 0 ? '' : ` (${((100 * passed) / all).toFixed(1)}%)`;
  return [
    title(report, `DMARC of ${report.domain}`),
    `  ${passed.toLocaleString('en')} of ${plural(all, 'message')} pass${share}.`,
    ...sources.slice(0, mostSources).flatMap(describeSource),
    ...(sources.length > mostSources
      ? [`  \u2026 and ${sources.length - mostSources} more; --json has all.`]
      : []),
    '',
  ];
}

function describeSource({ source, isOwn, passed, failed, stopped, reasons }: SourceSummary): string[] {
  const name = isOwn ? `${source} (yours)` : source;
  if (failed === 0) return [`  \u2713 ${name}: ${plural(passed, 'message')} pass.`];
  const kept = failed - stopped;
  const fate =
    stopped === 0
      ? 'all were delivered'
      : kept === 0
        ? 'none reached an inbox'
        : `${stopped.toLocaleString('en')} did not reach an inbox`;
  return [
    `  \u2717 ${name}: ${plural(failed, 'message')} fail${passed > 0 ? ` and ${passed.toLocaleString('en')} pass` : ''}; ${fate}.`,
    ...reasons.slice(0, 6).map((reason) => `      ${reason}`),
    isOwn
      ? '      \u2192 This is your own mail. Run "courant doctor": SPF and DKIM say what to change.'
      : '      \u2192 If a service of yours sends from here, let it sign for your domain. If not, somebody uses your name.',
  ];
}

function describeTls(report: TlsReport): string[] {
  return [
    title(report, 'TLS to your mail servers'),
    ...report.policies.flatMap(({ domain, successful, failed, failures }) => [
      `  ${failed === 0 ? '\u2713' : '\u2717'} ${domain}: ${plural(successful, 'connection')} with TLS, ${failed.toLocaleString('en')} failed.`,
      ...failures.slice(0, 20).map((failure) => `      ${explainTlsFailure(failure)}`),
    ]),
    '',
  ];
}
