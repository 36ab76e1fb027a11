import { isIP } from 'node:net';
import { domainOf } from '../../foundation/addresses/domain-of.ts';
import type { Answer, Lookup } from '../dns/lookup.ts';
import { type CheckResult, type Finding, finding, resultOf } from '../findings/finding.ts';
import type { Sending } from '../findings/sending.ts';
import { isPublic } from './is-public.ts';

/** Checks that bounces and replies can arrive: each domain that they go to needs a mail server. */
export async function checkMx(lookup: Lookup, { from, returnPath, replyTo }: Sending): Promise<CheckResult> {
  const uses = new Map<string, string>();
  for (const domain of replyTo) uses.set(domain, 'replies');
  uses.set(from, 'replies');
  uses.set(domainOf(returnPath), 'bounces');
  const all = await Promise.all([...uses].map(([domain, use]) => checkDomain(lookup, domain, use)));
  const seen = all.map((each) => each.seen).join('; ');
  const findings = all.flatMap((each) => each.findings);
  return resultOf('mx', seen, findings);
}

async function checkDomain(
  lookup: Lookup,
  domain: string,
  use: string,
): Promise<{ seen: string; findings: readonly Finding[] }> {
  const answer = await lookup.mx(domain);
  if (answer.kind === 'failed')
    return { seen: `${domain}: no answer`, findings: [finding('dns-failed', answer)] };
  if (answer.kind === 'none') {
    const hosts = await lookup.addresses(domain);
    return { seen: `${domain}: none`, findings: [judgeMissing(hosts, domain, use)] };
  }
  const servers = answer.values.map(({ exchange }) => exchange);
  if (servers.length === 1 && servers[0] === '')
    return { seen: `${domain}: "."`, findings: [finding('mx-null', { domain, use })] };
  const checked = await Promise.all(servers.map((server) => checkServer(lookup, domain, server)));
  return { seen: `${domain}: ${servers.join(', ')}`, findings: checked.flat() };
}

/** Without an MX record, mail goes to the address of the domain itself (RFC 5321, 5.1). */
function judgeMissing(hosts: Answer<string>, domain: string, use: string): Finding {
  if (hosts.kind === 'failed') return finding('dns-failed', hosts);
  return hosts.kind === 'found' ? finding('mx-implicit', { domain }) : finding('mx-missing', { domain, use });
}

async function checkServer(lookup: Lookup, domain: string, server: string): Promise<Finding[]> {
  const say = (reason: string) => [finding('mx-server', { domain, server: server || '.', reason })];
  if (isIP(server) !== 0) return say('which is an address and not a name');
  if (server === '') return say('which means "no mail", next to other servers');
  const [alias, addresses] = await Promise.all([lookup.cname(server), lookup.addresses(server)]);
  if (alias.kind === 'found') return say('which is only an alias (CNAME)');
  if (alias.kind === 'failed') return [finding('dns-failed', alias)];
  if (addresses.kind === 'failed') return [finding('dns-failed', addresses)];
  if (addresses.kind === 'none') return say('which has no address');
  return addresses.values.some(isPublic) ? [] : say('whose addresses nobody outside can reach');
}
