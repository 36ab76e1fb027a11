import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createDkimSigners } from '../../pipeline/messages/dkim-keys.ts';

const encoding = { type: 'pkcs8', format: 'pem' } as const;
const spki = { type: 'spki', format: 'pem' } as const;
const makeRsa = (modulusLength: number) =>
  generateKeyPairSync('rsa', { modulusLength, publicKeyEncoding: spki, privateKeyEncoding: encoding });
const rsa = makeRsa(2048).privateKey;
const ed25519 = generateKeyPairSync('ed25519', {
  publicKeyEncoding: spki,
  privateKeyEncoding: encoding,
}).privateKey;
const curve = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: spki,
  privateKeyEncoding: encoding,
}).privateKey;

const settings = { domain: 'courant.example.org', selector: 'news' };
const signatureOf = async (pem: string, more: { ed25519Selector?: string } = {}) => {
  const signers = createDkimSigners(pem, { ...settings, ...more });
  const fields = await Promise.all(signers.map((signer) => signer.sign([], 'hash', new Date(0))));
  return fields.map((field) => /a=([^;]+);.* s=([^;]+);/s.exec(field)?.slice(1));
};

describe('DKIM_PRIVATE_KEY', () => {
  test('holds a key of either kind, or one of each', async () => {
    expect(await signatureOf(rsa)).toEqual([['rsa-sha256', 'news']]);
    expect(await signatureOf(ed25519)).toEqual([['ed25519-sha256', 'news']]);
    expect(await signatureOf(`${ed25519}${rsa}`, { ed25519Selector: 'ed' })).toEqual([
      ['rsa-sha256', 'news'],
      ['ed25519-sha256', 'ed'],
    ]);
  });

  test('may have its line breaks written as "\\n"', async () => {
    expect(await signatureOf(rsa.replaceAll('\n', '\\n'))).toEqual([['rsa-sha256', 'news']]);
  });

  test.each([
    ['nothing', ''],
    ['no PEM', 'secret-words'],
    ['broken PEM', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----'],
    ['a short RSA key', makeRsa(1024).privateKey],
    ['another kind of key', curve],
    ['a public key', makeRsa(2048).publicKey],
    ['two keys of one kind', rsa + rsa],
    ['two keys for one selector', rsa + ed25519],
  ])('is refused when it holds %s', (_, value) => {
    expect(() => createDkimSigners(value, settings)).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            code: 'invalid-environment',
            message: expect.not.stringContaining('secret-words'),
          }),
        ],
      }),
    );
  });
});
