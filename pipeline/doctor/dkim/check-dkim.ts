import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Answer, Lookup } from '../dns/lookup.ts';
import { parseTags } from '../dns/parse-tags.ts';
import {
  answered,
  type CheckResult,
  type DnsRecord,
  type Finding,
  finding,
  resultOf,
} from '../findings/finding.ts';
import type { Sending, SigningKey } from '../findings/sending.ts';

/** Compares each DKIM key in use with the one that DNS publishes (RFC 6376, 3.6.1; RFC 8463). */
export async function checkDkim(lookup: Lookup, { from, dkim }: Sending): Promise<CheckResult> {
  if (dkim === undefined)
    return answered('dkim', 'not signed by Courant', [finding('dkim-unsigned', { domain: from })]);
  const [problem] = dkim.problems;
  if (problem !== undefined) return answered('dkim', 'the private key cannot be used', [{ problem }]);
  const published = await Promise.all(
    dkim.keys.map(async (key) => {
      const name = `${key.selector}._domainkey.${dkim.domain}`;
      const answer = await lookup.txt(name);
      // Some DNS panels append the domain to a name that already has it.
      const doubled = `${name}.${dkim.domain}`;
      const stray = answer.kind === 'none' && (await lookup.txt(doubled)).kind === 'found';
      return { key, name, answer, found: stray ? doubled : undefined };
    }),
  );
  const findings = published.flatMap((each) => judgeDkim(each));
  if (dkim.keys.every(({ publicKey }) => publicKey.asymmetricKeyType === 'ed25519'))
    findings.push(finding('dkim-ed25519-only', { domain: dkim.domain }));
  const seen = dkim.keys.map(({ selector, publicKey }) => `${selector} (${kindOf(publicKey)})`).join(', ');
  return resultOf('dkim', `${dkim.domain}: ${seen}`, findings);
}

interface Published {
  readonly key: SigningKey;
  readonly name: string;
  readonly answer: Answer<string>;
  readonly found: string | undefined;
}

export function judgeDkim({ key, name, answer, found }: Published): Finding[] {
  const record = recordFor(key, name);
  if (answer.kind === 'failed') return [finding('dns-failed', answer)];
  if (answer.kind === 'none') return [finding('dkim-missing', { name, found }, { record })];
  const [text = ''] = answer.values;
  const count = answer.values.length;
  if (count > 1) return [finding('dkim-several', { name, count }, { record })];
  const { tags, first, faults } = parseTags(text);
  const syntax = (reason: string) => [finding('dkim-syntax', { name, reason }, { record })];
  const [fault] = faults;
  if (fault !== undefined) return syntax(fault);
  if (tags.has('v') && (first !== 'v' || tags.get('v') !== 'DKIM1'))
    return syntax('it does not begin with v=DKIM1');
  const value = tags.get('p')?.replace(/\s/g, '');
  if (value === undefined) return syntax('it has no p= with a key');
  if (value === '') return [finding('dkim-revoked', { name }, { record })];
  const wanted = key.publicKey.asymmetricKeyType ?? '';
  const kind = tags.get('k') ?? 'rsa';
  if (kind !== 'rsa' && kind !== 'ed25519') return syntax(`k=${kind} is not a known type of key`);
  const other = (reason: string) => finding('dkim-other-key', { name, reason }, { record });
  if (kind !== wanted) return [other(`it is for ${kind}, and the private key is ${wanted}`)];
  const published = readKey(kind, value);
  if (published === undefined) return syntax('its p= is not a whole public key');
  const bits = published.asymmetricKeyDetails?.modulusLength ?? 2048;
  const isSame = published.equals(key.publicKey);
  return [
    ...(isSame ? [] : [other('it is a different key')]),
    ...(bits < 1024 ? [finding('dkim-short', { name, bits })] : []),
    ...(bits >= 1024 && bits < 2048 ? [finding('dkim-short', { name, bits }, { severity: 'warning' })] : []),
    ...judgeUse(tags).map((reason) => finding('dkim-use', { name, reason }, { record })),
    ...(flags(tags.get('t')).includes('y') ? [finding('dkim-testing', { name }, { record })] : []),
  ];
}

const flags = (text = '') => text.split(':').map((flag) => flag.trim().toLowerCase());

function judgeUse(tags: ReadonlyMap<string, string>): string[] {
  const [hashes, services] = [tags.get('h'), tags.get('s')];
  return [
    ...(hashes !== undefined && !flags(hashes).includes('sha256')
      ? [`h=${hashes} excludes SHA-256, with which Courant signs`]
      : []),
    ...(services !== undefined && !flags(services).some((service) => service === '*' || service === 'email')
      ? [`s=${services} excludes mail`]
      : []),
  ];
}

function readKey(kind: string, value: string): KeyObject | undefined {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== value.replace(/=+$/, '')) return undefined;
  try {
    if (kind === 'rsa') return createPublicKey({ key: bytes, format: 'der', type: 'spki' });
    return createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
      format: 'jwk',
    });
  } catch {
    // The caller reports it: the bytes are not a key.
    return undefined;
  }
}

function recordFor({ publicKey }: SigningKey, name: string): DnsRecord {
  const isEd25519 = publicKey.asymmetricKeyType === 'ed25519';
  const der = publicKey.export({ format: 'der', type: 'spki' });
  const value = (isEd25519 ? der.subarray(-32) : der).toString('base64');
  return { name, type: 'TXT', value: `v=DKIM1; k=${isEd25519 ? 'ed25519' : 'rsa'}; p=${value}` };
}

function kindOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  const bits = asymmetricKeyDetails?.modulusLength;
  return bits === undefined ? 'Ed25519' : `${String(asymmetricKeyType).toUpperCase()}, ${bits} bits`;
}
