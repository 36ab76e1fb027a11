import { generateKeyPairSync } from 'node:crypto';
import { createDkimSigners } from '../../pipeline/messages/dkim-keys.ts';

export type Signing = ReturnType<typeof createSigning>;

/** Creates a DKIM key of 2048 bits, in the forms that the senders need. */
export function createSigning() {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const dkim = { domain: 'courant.example.org', selector: 'bench', privateKey };
  return { dkim, signers: createDkimSigners(privateKey, dkim) };
}
