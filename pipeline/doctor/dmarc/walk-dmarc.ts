import type { Answer, Lookup } from '../dns/lookup.ts';
import { type DmarcRecord, isDmarc, parseDmarc } from './parse-dmarc.ts';

type Failure = Extract<Answer<never>, { kind: 'failed' }>;

/** The result of the DNS tree walk for a domain (RFC 9989, 4.10). */
export interface DmarcWalk {
  readonly domain: string;
  /** The steps with a record, from the domain itself upwards. */
  readonly steps: readonly DmarcStep[];
  /** The organizational domain (4.10.2). */
  readonly organization: string;
  /**
   * False if DNS does not know the domain: it answers NXDOMAIN (RFC 9989, 3.2). Only known if the policy comes from a
   * record above the domain; otherwise true.
   */
  readonly exists: boolean;
  /** The names with several records, which receivers discard. */
  readonly several: ReadonlyMap<string, number>;
  readonly failure: Failure | undefined;
}

export interface DmarcStep {
  readonly domain: string;
  readonly record: DmarcRecord;
}

export async function walkDmarc(lookup: Lookup, domain: string): Promise<DmarcWalk> {
  const steps: DmarcStep[] = [];
  const several = new Map<string, number>();
  for (const name of namesToAsk(domain)) {
    const answer = await lookup.txt(`_dmarc.${name}`);
    if (answer.kind === 'failed')
      return { domain, steps, several, organization: domain, exists: true, failure: answer };
    const texts = answer.kind === 'found' ? answer.values.filter(isDmarc) : [];
    if (texts.length > 1) several.set(name, texts.length);
    const [text] = texts;
    if (text === undefined || texts.length > 1) continue;
    const record = parseDmarc(text);
    steps.push({ domain: name, record });
    if (record.psd !== 'u') break;
  }
  const organization = findOrganization(domain, steps);
  const isInherited = steps.length > 0 && steps[0]?.domain !== domain;
  const exists = !isInherited || (await isKnown(lookup, domain));
  return { domain, steps, several, organization, exists, failure: undefined };
}

async function isKnown(lookup: Lookup, domain: string): Promise<boolean> {
  const answer = await lookup.txt(domain);
  return answer.kind !== 'none' || answer.exists;
}

const mostLabels = 8;

/** At most eight names: from a longer domain, the first step removes as many labels as necessary. */
export function namesToAsk(domain: string): string[] {
  const labels = domain.split('.');
  const above = labels.length < mostLabels ? labels.slice(1) : labels.slice(1 - mostLabels);
  return [domain, ...above.map((_, index) => above.slice(index).join('.'))];
}

function findOrganization(domain: string, steps: readonly DmarcStep[]): string {
  const end = steps.at(-1);
  if (end === undefined) return domain;
  // The suffix of a registry: the organization is one label below it.
  if (end.record.psd === 'y' && end.domain !== domain)
    return domain
      .split('.')
      .slice(-(end.domain.split('.').length + 1))
      .join('.');
  return end.domain;
}
