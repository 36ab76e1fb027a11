import { BlockList, isIPv6 } from 'node:net';
import type { SpfTerm } from './parse-spf.ts';
import type { SpfNode } from './walk-spf.ts';

type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror' | 'temperror';

/** The result of check_host() for an address (RFC 7208, 4), apart from the limits on look-ups. */
export function evaluateSpf(node: SpfNode, address: string): SpfResult {
  if (node.state === 'missing') return 'none';
  if (node.state === 'failed') return 'temperror';
  if (node.record === undefined || node.record.faults.length > 0) return 'permerror';
  for (const { term, addresses, include, hasManyMx } of node.found) {
    if (hasManyMx) return 'permerror';
    if (include !== undefined) {
      const inner = evaluateSpf(include, address);
      if (inner === 'temperror') return inner;
      if (inner === 'none' || inner === 'permerror') return 'permerror';
      if (inner === 'pass') return results[term.qualifier];
    } else if (matches(term, addresses, address)) return results[term.qualifier];
  }
  if (node.redirect === undefined) return 'neutral';
  const redirected = evaluateSpf(node.redirect, address);
  return redirected === 'none' ? 'permerror' : redirected;
}

const results = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const;

function matches(term: SpfTerm, addresses: readonly string[], address: string): boolean {
  const { mechanism, network, prefix4, prefix6 } = term;
  if (mechanism === 'all') return true;
  if (mechanism === 'exists') return addresses.length > 0;
  const networks = network === undefined ? addresses : [network];
  return networks.some((each) => isWithin(each, isIPv6(each) ? prefix6 : prefix4, address));
}

function isWithin(network: string, prefix: number, address: string): boolean {
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  if (isIPv6(address) !== isIPv6(network)) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return list.check(address, family);
}
