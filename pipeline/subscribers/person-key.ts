import { createHmac, hkdfSync } from 'node:crypto';
import { domainOf } from '../foundation/addresses/domain-of.ts';

/** Identifies a person by their normalised address without storing it: a keyed hash in hex. */
export type PersonKey = (normalised: string) => string;

/**
 * The first of `secrets` is the key; `parseSecrets` returns them. Addresses that differ only in their plus
 * tag (`zoe+news@example.org`) share one key, because they share one mailbox.
 */
export function createPersonKey(secrets: readonly string[]): PersonKey {
  const [secret] = secrets;
  if (secret === undefined) throw new RangeError('A person\u2019s key needs a secret.');
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'courant person v1', 32));
  return (normalised) => createHmac('sha256', key).update(withoutTag(normalised)).digest('hex').slice(0, 32);
}

function withoutTag(normalised: string): string {
  const plus = normalised.indexOf('+');
  const at = normalised.lastIndexOf('@');
  // An address that begins with a plus sign has no mailbox before its tag.
  return plus > 0 && plus < at ? `${normalised.slice(0, plus)}@${domainOf(normalised)}` : normalised;
}
