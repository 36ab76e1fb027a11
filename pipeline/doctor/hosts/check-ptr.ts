import type { Lookup } from '../dns/lookup.ts';
import { type CheckResult, type Finding, finding, resultOf, skipped } from '../findings/finding.ts';
import type { Sending } from '../findings/sending.ts';
import { addressForm } from './address-form.ts';

/** Checks that each sending address has a name (PTR), and that the name resolves to the address. */
export async function checkPtr(lookup: Lookup, { relay }: Sending): Promise<CheckResult> {
  const { addresses } = relay;
  if (addresses.length === 0) return skipped('ptr', 'the addresses that send are not known');
  const severity = relay.isGuess ? 'warning' : 'error';
  const all = await Promise.all(addresses.map((address) => checkAddress(lookup, address, severity)));
  const findings = all.flatMap((each) => each.findings);
  const seen = all.map((each) => each.seen).join('; ');
  return resultOf('ptr', seen, findings);
}

async function checkAddress(
  lookup: Lookup,
  address: string,
  severity: 'error' | 'warning',
): Promise<{ seen: string; findings: readonly Finding[] }> {
  const names = await lookup.ptr(address);
  if (names.kind === 'failed')
    return { seen: `${address}: no answer`, findings: [finding('dns-failed', names)] };
  const [name] = names.kind === 'found' ? names.values : [];
  if (names.kind === 'none' || name === undefined)
    return { seen: `${address}: none`, findings: [finding('ptr-missing', { address }, { severity })] };
  const seen = `${address}: ${name}`;
  const back = await Promise.all(names.values.slice(0, 10).map((each) => lookup.addresses(each)));
  const failure = back.find((answer) => answer.kind === 'failed');
  const isConfirmed = back.some((answer) => answer.kind === 'found' && answer.values.some(sameAs(address)));
  if (isConfirmed)
    return { seen, findings: looksGeneric(name, address) ? [finding('ptr-generic', { address, name })] : [] };
  if (failure) return { seen, findings: [finding('dns-failed', failure)] };
  return { seen, findings: [finding('ptr-unconfirmed', { address, name }, { severity })] };
}

const sameAs = (address: string) => (other: string) => addressForm(other) === addressForm(address);

/** Names that providers make from the address: `192-0-2-1.dsl.example.net`. */
function looksGeneric(name: string, address: string): boolean {
  const numbers = address.split('.').map(Number);
  const inName = new Set((name.match(/\d+/g) ?? []).map(Number));
  const hasAll = numbers.length === 4 && numbers.every((each) => inName.has(each));
  return (
    hasAll ||
    /\b(?:dsl|dyn|dynamic|dhcp|dialup|ppp|pool|cable|client|customer)\b/i.test(name.replace(/[-_.\d]+/g, ' '))
  );
}
