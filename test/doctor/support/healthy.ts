import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Sending } from '../../../pipeline/doctor/findings/sending.ts';
import type { Zone } from './dns-server.ts';

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey;

const own = rsa(2048);
const ed25519 = generateKeyPairSync('ed25519').privateKey;

/** The keys of the tests: `own` signs, and `own` alone is published. */
export const keys = { own, ed25519, other: rsa(2048), short: rsa(1024), tiny: rsa(768) };

/** The record that publishes a key, with more tags in front of it. */
export function publish(key: KeyObject, tags = ''): string {
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const isRsa = key.asymmetricKeyType === 'rsa';
  const value = (isRsa ? der : der.subarray(-32)).toString('base64');
  return `v=DKIM1; k=${isRsa ? 'rsa' : 'ed25519'}; ${tags}p=${value}`;
}

/** A domain whose mail gives no receiver a reason to complain. */
export const healthy: Zone = {
  'example.org A': ['192.0.2.80'],
  'example.org MX': ['10 mx.example.org'],
  'example.org TXT': ['v=spf1 ip4:192.0.2.25 -all'],
  'mx.example.org A': ['192.0.2.26'],
  'mail.example.org A': ['192.0.2.25'],
  '25.2.0.192.in-addr.arpa PTR': ['mail.example.org'],
  's1._domainkey.example.org TXT': [publish(own)],
  '_dmarc.example.org TXT': ['v=DMARC1; p=reject; rua=mailto:dmarc@example.org'],
};

export const sending: Sending = {
  from: 'example.org',
  returnPath: 'bounces@example.org',
  replyTo: [],
  dkim: {
    domain: 'example.org',
    keys: [{ selector: 's1', publicKey: createPublicKey(own) }],
    problems: [],
  },
  relay: { host: 'mail.example.org', addresses: ['192.0.2.25'], isGuess: false },
};

/** The same mail, signed for another domain. */
export const signedFor = (domain: string): Partial<Sending> => ({
  dkim: sending.dkim && { ...sending.dkim, domain },
});
