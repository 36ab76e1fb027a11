import { checkDkim } from './dkim/check-dkim.ts';
import { checkDmarc } from './dmarc/check-dmarc.ts';
import type { Lookup } from './dns/lookup.ts';
import { type CheckName, checks } from './findings/check-names.ts';
import { answered, type CheckResult, finding, unanswered } from './findings/finding.ts';
import type { Sending } from './findings/sending.ts';
import { checkMx } from './hosts/check-mx.ts';
import { checkPtr } from './hosts/check-ptr.ts';
import { checkSpf } from './spf/check-spf.ts';

type Check = (lookup: Lookup, sending: Sending) => Promise<CheckResult>;

const dnsChecks: Partial<Record<CheckName, Check>> = {
  spf: checkSpf,
  dkim: checkDkim,
  dmarc: checkDmarc,
  mx: checkMx,
  ptr: checkPtr,
};

/** Runs the checks that ask DNS. If DNS does not answer at all, one result says so for all of them. */
export async function checkDomain(lookup: Lookup, sending: Sending): Promise<CheckResult[]> {
  const first = await lookup.txt(sending.from);
  if (first.kind === 'failed') {
    const rest = Object.keys(dnsChecks).map((name) =>
      unanswered(name as CheckName, 'not checked without DNS'),
    );
    return [unanswered('dns', 'no answer', [finding('dns-failed', first)]), ...rest];
  }
  const results = await Promise.all(Object.values(dnsChecks).map((check) => check(lookup, sending)));
  return [answered('dns', 'answers'), ...results];
}

/** Sorts the results in the order of the registry. */
export function inOrder(results: readonly CheckResult[]): CheckResult[] {
  const order = Object.keys(checks);
  return results.toSorted((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
}
