import { isIPv6 } from 'node:net';
import { domainOf } from '../../foundation/addresses/domain-of.ts';
import type { Lookup } from '../dns/lookup.ts';
import {
  answered,
  type CheckResult,
  type DnsRecord,
  type Finding,
  finding,
  resultOf,
  unanswered,
} from '../findings/finding.ts';
import type { Sending } from '../findings/sending.ts';
import { evaluateSpf } from './evaluate-spf.ts';
import providers from './relay-providers.json' with { type: 'json' };
import { type SpfNode, type SpfTree, walkSpf } from './walk-spf.ts';

/** Checks the SPF (RFC 7208) of the return path's domain: its records, its limits, and the relay. */
export async function checkSpf(lookup: Lookup, sending: Sending): Promise<CheckResult> {
  const { returnPath, relay } = sending;
  const [address] = relay.addresses;
  const tree = await walkSpf(lookup, domainOf(returnPath), { sender: returnPath, address });
  return judgeSpf(tree, sending);
}

const mostLookups = 10;
const mostVoids = 2;

export function judgeSpf({ root, lookups, voids, failures }: SpfTree, { relay }: Sending): CheckResult {
  const { domain } = root;
  const [failure] = failures;
  const failed = failure === undefined ? [] : [finding('dns-failed', failure)];
  if (root.state === 'failed') return unanswered('spf', 'no answer', failed);
  const provider = providers.find(({ host }) => `.${relay.host}`.endsWith(`.${host}`));
  if (root.record === undefined) {
    const record = firstRecord(domain, relay.addresses, provider?.include ?? relay.host);
    if (root.state === 'several')
      return answered('spf', `${root.count} records`, [
        finding('spf-several', { domain, count: root.count }),
      ]);
    return answered('spf', 'no record', [finding('spf-missing', { domain, near: root.near }, { record })]);
  }
  const { text } = root.record;
  const nodes = allNodes(root);
  const found: Finding[] = nodes.flatMap(judgeNode);
  if (lookups > mostLookups)
    found.push(finding('spf-lookups', { domain, count: lookups > 25 ? 'more than 25' : String(lookups) }));
  if (voids.length > mostVoids) found.push(finding('spf-void', { domain, names: voids }));
  found.push(...judgeEnd(root));
  if (failure === undefined && !found.some(({ problem }) => problem.code === 'spf-allows-all'))
    for (const address of relay.addresses) {
      const result = evaluateSpf(root, address);
      const record = { name: domain, type: 'TXT', value: withTerm(text, termFor(address)) } as const;
      if (result !== 'pass' && result !== 'permerror')
        found.push(
          finding(
            'spf-relay',
            { domain, address, result },
            { record, severity: relay.isGuess ? 'warning' : 'error' },
          ),
        );
    }
  const includes = nodes.map((node) => node.domain.toLowerCase());
  if (provider !== undefined && !includes.includes(provider.include)) {
    const record = {
      name: domain,
      type: 'TXT',
      value: withTerm(text, `include:${provider.include}`),
    } as const;
    found.push(finding('spf-provider', { domain, ...provider }, { record }));
  } else if (provider === undefined && relay.addresses.length === 0 && relay.host !== undefined)
    found.push(finding('relay-addresses', { host: relay.host }));
  const seen = `${text} (${lookups} of ${mostLookups} look-ups)`;
  return resultOf('spf', seen, [...found, ...failed]);
}

/** A node with all nodes below it. */
function allNodes(node: SpfNode): SpfNode[] {
  const below = node.found.flatMap(({ include }) => include ?? []);
  return [node, ...[...below, ...(node.redirect ? [node.redirect] : [])].flatMap(allNodes)];
}

function judgeNode(node: SpfNode): Finding[] {
  const { domain, record, found, redirect } = node;
  const referred = [...found.flatMap(({ include }) => include ?? []), ...(redirect ? [redirect] : [])];
  const lost = referred.flatMap(({ state, domain: target }) => {
    if (state === 'loop') return [finding('spf-loop', { domain, target })];
    return state === 'missing' || state === 'several'
      ? [finding('spf-include-missing', { domain, target })]
      : [];
  });
  const faults = (record?.faults ?? []).map((fault) => finding('spf-syntax', { domain, ...fault }));
  const many = found.filter(({ hasManyMx }) => hasManyMx);
  return [
    ...faults,
    ...lost,
    ...many.map(({ term }) => finding('spf-many-mx', { domain, target: term.target ?? domain })),
    ...(found.some(({ term }) => term.mechanism === 'ptr') ? [finding('spf-ptr', { domain })] : []),
  ];
}

/** Addresses that have nothing in common. No honest record allows all of them. */
const strangers = ['1.0.0.1', '66.102.1.1', '126.250.7.9', '150.70.9.3', '190.5.250.8', '222.111.0.4'];

/** The term of the record that lets an address pass. */
function findPassing(root: SpfNode, address: string): string | undefined {
  const node = withoutMacros(root);
  if (evaluateSpf(node, address) !== 'pass') return undefined;
  const found = node.found.find(
    (each) => evaluateSpf({ ...node, found: [each], redirect: undefined }, address) === 'pass',
  );
  return found?.term.text ?? `redirect=${root.record?.redirect}`;
}

/** The tree without the terms whose answer is about one address only, such as `exists:%{i}.example.org`. */
function withoutMacros(node: SpfNode): SpfNode {
  return {
    ...node,
    found: node.found
      .filter(({ term }) => term.mechanism !== 'exists' || !term.target?.includes('%{'))
      .map((each) => (each.include ? { ...each, include: withoutMacros(each.include) } : each)),
    redirect: node.redirect && withoutMacros(node.redirect),
  };
}

/** Judges the end of the record, which applies to all servers that it does not name. */
function judgeEnd(root: SpfNode): Finding[] {
  const { domain, record, redirect } = root;
  const terms = record?.terms ?? [];
  const open = allNodes(root)
    .flatMap((node) => (node.record?.terms ?? []).map((term) => ({ node, term })))
    .find(({ node, term }) => {
      const isAll = term.mechanism === 'all' && (node === root || node === redirect);
      const isWhole =
        term.network !== undefined && (isIPv6(term.network) ? term.prefix6 : term.prefix4) === 0;
      return term.qualifier === '+' && (isAll || isWhole);
    });
  if (open) return [finding('spf-allows-all', { domain: open.node.domain, term: open.term.text })];
  const passing = strangers.map((address) => findPassing(root, address));
  const [term] = passing;
  if (term !== undefined && passing.every(Boolean)) return [finding('spf-allows-all', { domain, term })];
  const end = terms.findIndex(({ mechanism }) => mechanism === 'all');
  const after = [...(end < 0 ? [] : terms.slice(end + 1).map(({ text }) => text))];
  if (end >= 0 && record?.redirect !== undefined) after.push(`redirect=${record.redirect}`);
  if (after.length > 0) return [finding('spf-after-all', { domain, terms: after })];
  if (end < 0 && record?.redirect === undefined)
    return [finding('spf-open-end', { domain, term: undefined })];
  const all = terms[end];
  return all?.qualifier === '?' ? [finding('spf-open-end', { domain, term: all.text })] : [];
}

const termFor = (address: string) => `${isIPv6(address) ? 'ip6' : 'ip4'}:${address}`;

/** The record with one more term, before all others. */
function withTerm(text: string, term: string): string {
  const [version = 'v=spf1', ...rest] = text.trim().split(/ +/);
  return [version, term, ...rest].join(' ');
}

function firstRecord(domain: string, addresses: readonly string[], other: string | undefined): DnsRecord {
  const known = addresses.map(termFor);
  const guess =
    other === undefined
      ? 'mx'
      : providers.some(({ include }) => include === other)
        ? `include:${other}`
        : `a:${other}`;
  return {
    name: domain,
    type: 'TXT',
    value: `v=spf1 ${(known.length > 0 ? known : [guess]).join(' ')} ~all`,
  };
}
