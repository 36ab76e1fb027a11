import { addressForm } from '../hosts/address-form.ts';
import type { DmarcReport, DmarcRow } from './parse-dmarc-report.ts';

/** What a DMARC report says about one address that sent mail in the name of the domain. */
export interface SourceSummary {
  readonly source: string;
  /** Whether the address is one of those from which our own mail leaves. */
  readonly isOwn: boolean;
  readonly passed: number;
  readonly failed: number;
  /** The number of failed messages that the receiver put into the spam folder or refused. */
  readonly stopped: number;
  /** Why messages failed, in sentences; the most frequent reason first. */
  readonly reasons: readonly string[];
}

/** Explains whose mail fails and why, the address with the most failures first. `own` has our own addresses. */
export function explainDmarc({ rows, domain }: DmarcReport, own: readonly string[]): SourceSummary[] {
  const ours = new Set(own.map(addressForm));
  const bySource = Map.groupBy(rows, ({ source }) => addressForm(source));
  const summaries = [...bySource].map(([source, all]) => {
    const failing = all.filter(({ dkim, spf }) => !dkim && !spf);
    const counts = new Map<string, number>();
    for (const row of failing)
      for (const reason of reasonsOf(row, domain)) counts.set(reason, (counts.get(reason) ?? 0) + row.count);
    const failed = sum(failing);
    return {
      source,
      isOwn: ours.has(source),
      passed: sum(all) - failed,
      failed,
      stopped: sum(failing.filter(({ disposition }) => ['quarantine', 'reject'].includes(disposition))),
      reasons: [...counts].sort((a, b) => b[1] - a[1]).map(([reason]) => reason),
    };
  });
  return summaries.sort((a, b) => b.failed - a.failed || b.passed - a.passed);
}

const sum = (rows: readonly DmarcRow[]) => rows.reduce((total, { count }) => total + count, 0);

function reasonsOf({ dkimResults, spfResults, from, overrides }: DmarcRow, domain: string): string[] {
  const wanted = from || domain;
  const dkim = dkimResults.map(({ domain: signer, result }) => {
    if (result === 'pass')
      return `The DKIM signature is valid, but for ${signer}, which does not align with ${wanted}.`;
    if (result === 'none') return 'There is no DKIM signature.';
    return `The DKIM signature for ${signer || 'an unknown domain'} ${dkimWords[result] ?? `had the result "${result}"`}.`;
  });
  const spf = spfResults.map(({ domain: sender, result }) => {
    const name = sender || 'the sender';
    if (result === 'pass') return `SPF passed, but for ${name}, which does not align with ${wanted}.`;
    return `SPF: ${(spfWords[result] ?? ((each) => `the result for ${each} was "${result}"`))(name)}.`;
  });
  const passedOn = overrides.some((type) =>
    ['forwarded', 'mailing_list', 'trusted_forwarder'].includes(type),
  );
  return [
    ...(dkim.length > 0 ? dkim : ['There is no DKIM signature.']),
    ...(spf.length > 0 ? spf : ['SPF was not evaluated.']),
    ...(passedOn ? ['The receiver recognised this as forwarded mail and accepted it.'] : []),
  ];
}

const dkimWords: Readonly<Record<string, string>> = {
  fail: 'is not valid: the message was changed on its way, or signed with another key',
  permerror: 'has no usable key in DNS',
  temperror: 'could not be verified, because DNS did not answer',
  neutral: 'cannot be read',
  policy: 'was not accepted by the receiver',
};

const spfWords: Readonly<Record<string, (name: string) => string>> = {
  fail: (name) => `the record of ${name} forbids this address`,
  softfail: (name) => `the record of ${name} does not name this address`,
  neutral: (name) => `the record of ${name} says nothing about this address`,
  none: (name) => `${name} has no record`,
  permerror: (name) => `the record of ${name} has an error`,
  temperror: (name) => `the record of ${name} could not be read, because DNS did not answer`,
};
