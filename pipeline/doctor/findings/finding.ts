import type { CatalogueData, ProblemCode } from '../../foundation/problems/catalogue.ts';
import { createProblem, type Problem, type ProblemOptions } from '../../foundation/problems/problem.ts';
import type { CheckName } from './check-names.ts';

/** A record to paste into the DNS panel of a domain. */
export interface DnsRecord {
  readonly name: string;
  readonly type: 'TXT' | 'MX';
  readonly value: string;
}

/** A problem that a check found, with the record that solves it, if a record does. */
export interface Finding {
  readonly problem: Problem;
  readonly record?: DnsRecord;
}

export interface CheckResult {
  readonly check: CheckName;
  /** What the check saw, in a few words. */
  readonly seen: string;
  readonly findings: readonly Finding[];
  /**
   * Whether the check got its answers. If DNS or a server did not answer, nothing is known.
   */
  readonly isAnswered: boolean;
  /** Whether there was nothing to check, such as an optional record that does not exist. */
  readonly isSkipped?: true;
}

interface FindingOptions extends Pick<ProblemOptions, 'severity'> {
  readonly record?: DnsRecord | undefined;
}

export function finding<Code extends ProblemCode>(
  code: Code,
  data: CatalogueData<Code>,
  { record, ...options }: FindingOptions = {},
): Finding {
  const problem = createProblem(code, data, undefined, options);
  return record === undefined ? { problem } : { problem, record };
}

/** The result of a check that got all of its answers. */
export function answered(check: CheckName, seen: string, findings: readonly Finding[] = []): CheckResult {
  return { check, seen, findings, isAnswered: true };
}

/** The result of a check that got no answer, with the problem that says why, if there is one. */
export function unanswered(check: CheckName, seen: string, findings: readonly Finding[] = []): CheckResult {
  return { check, seen, findings, isAnswered: false };
}

/** The result of a check that asked DNS. It got no answer if one of its questions got none. */
export function resultOf(check: CheckName, seen: string, findings: readonly Finding[]): CheckResult {
  const isFailed = findings.some(({ problem }) => problem.code === 'dns-failed');
  return { check, seen, findings, isAnswered: !isFailed };
}

/** The result of a check that had nothing to check. */
export function skipped(check: CheckName, seen: string): CheckResult {
  return { check, seen, findings: [], isAnswered: true, isSkipped: true };
}
