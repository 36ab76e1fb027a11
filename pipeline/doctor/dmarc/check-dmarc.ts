import { domainOf } from '../../foundation/addresses/domain-of.ts';
import type { Lookup } from '../dns/lookup.ts';
import {
  answered,
  type CheckResult,
  type Finding,
  finding,
  resultOf,
  unanswered,
} from '../findings/finding.ts';
import type { Sending } from '../findings/sending.ts';
import { checkReporting } from './check-reporting.ts';
import { judgeAlignment } from './judge-alignment.ts';
import { isDmarc, type Policy } from './parse-dmarc.ts';
import { type DmarcStep, type DmarcWalk, walkDmarc } from './walk-dmarc.ts';

/** Checks the DMARC policy of the From domain (RFC 9989), where its reports go, and what aligns with it. */
export async function checkDmarc(lookup: Lookup, sending: Sending): Promise<CheckResult> {
  const { from, returnPath, dkim } = sending;
  const ask = (domain: string | undefined) => (domain === undefined ? undefined : walkDmarc(lookup, domain));
  const [walk, spfWalk, dkimWalk] = await Promise.all([
    walkDmarc(lookup, from),
    walkDmarc(lookup, domainOf(returnPath)),
    ask(dkim?.domain),
  ]);
  const failure = [walk, spfWalk, dkimWalk].find((each) => each?.failure !== undefined)?.failure;
  if (failure !== undefined) return unanswered('dmarc', 'no answer', [finding('dns-failed', failure)]);
  const policy = policyOf(walk);
  if (policy === undefined) return answered('dmarc', 'no record', await explainMissing(lookup, walk));
  const { domain, record } = policy.step;
  const reporting = await checkReporting(lookup, policy.step, walk.organization);
  const findings = [
    ...judgeRecord(policy.step, walk),
    ...reporting,
    ...judgeAlignment(record, walk, { spf: spfWalk, dkim: dkimWalk }),
  ];
  const inherited =
    domain === from ? '' : `, from ${domain}${walk.exists ? '' : `, as ${from} does not exist`}`;
  return resultOf('dmarc', `policy ${policy.policy}${inherited}: ${record.text}`, findings);
}

/**
 * The policy for mail from a domain, and the step that has it. RFC 9989, 4.10.1: a record of the domain itself counts
 * with p=; one above it counts with sp= if the domain exists, and with np= if it does not.
 */
export function policyOf(walk: DmarcWalk): { step: DmarcStep; policy: Policy } | undefined {
  const { domain, steps, organization, exists } = walk;
  const own = steps.find((step) => step.domain === domain);
  const above =
    steps.find((step) => step.domain === organization) ?? steps.find(({ record }) => record.psd === 'y');
  const step = own ?? above;
  if (step === undefined) return undefined;
  const { p, sp, np } = step.record;
  return { step, policy: step === own ? p : exists ? sp : np };
}

async function explainMissing(lookup: Lookup, { domain, several }: DmarcWalk): Promise<Finding[]> {
  const [name, count] = [...several][0] ?? [];
  if (name !== undefined && count !== undefined) return [finding('dmarc-several', { domain: name, count })];
  const isThere = async (place: string) => {
    const answer = await lookup.txt(place);
    return answer.kind === 'found' && answer.values.some(isDmarc) ? [place] : [];
  };
  // Some DNS panels append the domain to a name that already has it.
  const places = await Promise.all([domain, `_dmarc.${domain}.${domain}`].map(isThere));
  const own = await lookup.txt(`_dmarc.${domain}`);
  const near = own.kind === 'found' ? own.values.find((text) => /dmarc|\bp\s*=/i.test(text)) : undefined;
  const value = `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
  const record = { name: `_dmarc.${domain}`, type: 'TXT', value } as const;
  return [finding('dmarc-missing', { domain, found: places.flat()[0], near }, { record })];
}

function judgeRecord({ domain, record }: DmarcStep, walk: DmarcWalk): Finding[] {
  const policy = policyOf(walk)?.policy;
  return [
    ...[...walk.several].map(([name, count]) => finding('dmarc-several', { domain: name, count })),
    ...record.faults.map((reason) => finding('dmarc-syntax', { domain, reason })),
    ...(record.oldTags.length > 0 ? [finding('dmarc-old-tags', { domain, tags: record.oldTags })] : []),
    ...(record.psd === 'y' && domain === walk.domain ? [finding('dmarc-psd', { domain })] : []),
    ...(policy === 'none' ? [finding('dmarc-none', { domain })] : []),
    ...(record.isTesting && policy !== 'none' ? [finding('dmarc-testing', { domain })] : []),
  ];
}
