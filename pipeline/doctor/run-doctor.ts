import { checkBimi } from './bimi/check-bimi.ts';
import { checkDkim } from './dkim/check-dkim.ts';
import { checkDmarc } from './dmarc/check-dmarc.ts';
import type { Lookup } from './dns/lookup.ts';
import { type CheckName, checks } from './findings/check-names.ts';
import { answered, type CheckResult, finding, unanswered } from './findings/finding.ts';
import type { Sending } from './findings/sending.ts';
import { checkMx } from './hosts/check-mx.ts';
import { checkPtr } from './hosts/check-ptr.ts';
import { checkMtaSts } from './policies/check-mta-sts.ts';
import { checkTlsRpt } from './policies/check-tls-rpt.ts';
import { checkSpf } from './spf/check-spf.ts';
import type { Web } from './web/request.ts';

/** The world outside of this machine. */
export interface Network {
  readonly lookup: Lookup;
  readonly web: Web;
  /** The time, in milliseconds since 1970. */
  readonly now: number;
}

type Check = (sending: Sending, network: Network) => Promise<CheckResult>;

const dnsChecks: Partial<Record<CheckName, Check>> = {
  spf: (sending, { lookup }) => checkSpf(lookup, sending),
  dkim: (sending, { lookup }) => checkDkim(lookup, sending),
  dmarc: (sending, { lookup }) => checkDmarc(lookup, sending),
  mx: (sending, { lookup }) => checkMx(lookup, sending),
  ptr: (sending, { lookup }) => checkPtr(lookup, sending),
  'mta-sts': (sending, { lookup, web }) => checkMtaSts(lookup, web, sending),
  'tls-rpt': (sending, { lookup }) => checkTlsRpt(lookup, sending),
  bimi: checkBimi,
};

/** Runs the checks that ask DNS. If DNS does not answer at all, one result says so for all of them. */
export async function checkDomain(sending: Sending, network: Network): Promise<CheckResult[]> {
  const { lookup } = network;
  const first = await lookup.txt(sending.from);
  if (first.kind === 'failed') {
    const rest = Object.keys(dnsChecks).map((name) =>
      unanswered(name as CheckName, 'not checked without DNS'),
    );
    return [unanswered('dns', 'no answer', [finding('dns-failed', first)]), ...rest];
  }
  const results = await Promise.all(Object.values(dnsChecks).map((check) => check(sending, network)));
  return [answered('dns', 'answers'), ...results];
}

/** Sorts the results in the order of the registry. */
export function inOrder(results: readonly CheckResult[]): CheckResult[] {
  const order = Object.keys(checks);
  return results.toSorted((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
}
