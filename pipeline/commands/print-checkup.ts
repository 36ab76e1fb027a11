import { describeCheck } from '../doctor/findings/check-names.ts';
import type { CheckResult, DnsRecord, Finding } from '../doctor/findings/finding.ts';
import { plural } from '../foundation/problems/plural.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import type { Problem, Severity } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { countProblems } from '../foundation/program/report-problems.ts';
import { paint } from '../foundation/program/terminal.ts';

interface CheckupOptions {
  readonly json?: boolean;
  readonly exitCode: ExitCode;
  /** Problems of no check, which JSON shows beside the checks. */
  readonly problems?: readonly Problem[];
}

/** Prints the results of the doctor: a line for each check, and below it what is wrong and what to do. */
export function printCheckup(
  { terminal }: CommandContext,
  results: readonly CheckResult[],
  { json, exitCode, problems }: CheckupOptions,
): void {
  if (json) {
    terminal.print(
      JSON.stringify(
        { checks: results.map(toJson), ...(problems && { problems: problemsToJson(problems) }), exitCode },
        null,
        2,
      ),
    );
    return;
  }
  const width = Math.max(...results.map(({ check }) => describeCheck(check).title.length));
  for (const result of results) {
    const { mark, style } = marks[stateOf(result)];
    const { title, receivers } = describeCheck(result.check);
    terminal.print(`${paint(terminal, style, mark)} ${title.padEnd(width)}  ${shorten(result.seen)}`);
    for (const each of result.findings) for (const line of describe(each)) terminal.print(`    ${line}`);
    const isBad = result.findings.some(({ problem }) => problem.severity !== 'note');
    if (isBad && result.isAnswered && receivers !== undefined) {
      const { gmail, yahoo, microsoft, apple } = receivers;
      const words = [`Gmail ${gmail}`, `Yahoo ${yahoo}`, `Microsoft ${microsoft}`, `Apple ${apple}`];
      terminal.print(paint(terminal, 'dim', `    ${words.join('; ')}.`));
    }
  }
  terminal.print(`\n${summarise(results)}`);
}

type State = Severity | 'ok' | 'skipped' | 'unknown';

const marks = {
  ok: { mark: '\u2713', style: 'green' },
  skipped: { mark: '\u2013', style: 'dim' },
  note: { mark: '\u2713', style: 'green' },
  warning: { mark: '!', style: 'yellow' },
  error: { mark: '\u2717', style: 'red' },
  unknown: { mark: '?', style: 'yellow' },
} as const;

function stateOf({ findings, isAnswered, isSkipped }: CheckResult): State {
  if (isSkipped) return 'skipped';
  const found = findings.map(({ problem }) => problem.severity);
  if (found.includes('error')) return 'error';
  if (!isAnswered) return 'unknown';
  return (['warning', 'note'] as const).find((severity) => found.includes(severity)) ?? 'ok';
}

function describe({ problem, record }: Finding): string[] {
  const { severity, code, message, hint } = problem;
  return [
    `${severity}  ${code}`,
    `  ${message}`,
    ...(hint === undefined ? [] : [`  \u2192 ${hint}`]),
    ...(record === undefined ? [] : [`  ${showRecord(record)}`]),
  ];
}

const showRecord = ({ name, type, value }: DnsRecord) => `${name}.  ${type}  "${value}"`;

const shorten = (text: string) => (text.length > 120 ? `${text.slice(0, 119)}\u2026` : text);

function summarise(results: readonly CheckResult[]): string {
  const problems = results.flatMap(({ findings }) => findings.map(({ problem }) => problem));
  const open = results.filter(({ isAnswered }) => !isAnswered).length;
  const counts = countProblems(problems);
  const sentence = `${counts[0]?.toUpperCase()}${counts.slice(1)} in ${plural(results.length, 'check')}.`;
  return open === 0 ? sentence : `${sentence} ${plural(open, 'check')} could not be completed.`;
}

function toJson(result: CheckResult) {
  const { receivers } = describeCheck(result.check);
  return {
    check: result.check,
    state: stateOf(result),
    seen: result.seen,
    findings: result.findings.map(({ problem, record }) => ({
      ...problemsToJson([problem])[0],
      ...(record && { record }),
    })),
    ...(receivers && result.findings.length > 0 && { receivers }),
  };
}
