import { domainOf } from '../../foundation/addresses/domain-of.ts';
import type { Answer, Lookup } from '../dns/lookup.ts';
import { type Finding, finding } from '../findings/finding.ts';
import { isDmarc } from './parse-dmarc.ts';
import { type DmarcStep, walkDmarc } from './walk-dmarc.ts';

/**
 * Checks the addresses for aggregate reports. Another organization must allow reports about this domain in
 * its own DNS (RFC 9990, 4).
 */
export async function checkReporting(
  lookup: Lookup,
  { domain, record }: DmarcStep,
  organization: string,
): Promise<Finding[]> {
  if (record.reports.length === 0) return [finding('dmarc-no-reports', { domain })];
  const checked = await Promise.all(record.reports.map((address) => checkAddress(address)));
  return checked.flat();

  async function checkAddress(address: string): Promise<Finding[]> {
    // The size limit of RFC 7489 (`!10m`) is gone; receivers ignore it.
    const [, mailbox] = /^mailto:([^\s@!?]+@[^\s@!?]+)(?:[!?].*)?$/i.exec(address) ?? [];
    if (mailbox === undefined) return [finding('dmarc-report-address', { domain, address })];
    const target = domainOf(mailbox).toLowerCase();
    const walk = await walkDmarc(lookup, target);
    if (walk.failure !== undefined) return [finding('dns-failed', walk.failure)];
    if (walk.organization === organization) {
      // The check of incoming mail looks at the domain itself.
      if (target === domain) return [];
      const mail = await findMail(lookup, target);
      if (mail.kind === 'failed') return [finding('dns-failed', mail)];
      return mail.kind === 'found'
        ? []
        : [finding('dmarc-report-address', { domain, address, isRefused: true })];
    }
    const name = `${domain}._report._dmarc.${target}`;
    const answer = await lookup.txt(name);
    if (answer.kind === 'failed') return [finding('dns-failed', answer)];
    if (answer.kind === 'found' && answer.values.some(isDmarc)) return [];
    const allowing = { name, type: 'TXT', value: 'v=DMARC1' } as const;
    return [finding('dmarc-report-unauthorised', { domain, target, name }, { record: allowing })];
  }
}

/** Finds the hosts that take mail for a domain: its MX records, or its own addresses without such a record. */
async function findMail(lookup: Lookup, domain: string): Promise<Answer<unknown>> {
  const servers = await lookup.mx(domain);
  if (servers.kind === 'none') return lookup.addresses(domain);
  const refuses = servers.kind === 'found' && servers.values.every(({ exchange }) => exchange === '');
  return refuses ? { kind: 'none', exists: true } : servers;
}
