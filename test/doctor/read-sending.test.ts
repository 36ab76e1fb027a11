import { expect, test } from 'vitest';
import type { Lookup } from '../../pipeline/doctor/dns/lookup.ts';
import { readSending } from '../../pipeline/doctor/read-sending.ts';
import { newsletterSchema } from '../../pipeline/publication/newsletter/newsletter-schema.ts';

const hosts: Readonly<Record<string, readonly string[]>> = {
  'mail.example.org': ['192.0.2.25', '10.0.0.5'],
  'smtp.example.net': ['198.51.100.7'],
};
const lookup = {
  addresses: async (host: string) =>
    hosts[host] ? { kind: 'found', values: hosts[host] } : { kind: 'none', exists: false },
} as unknown as Lookup;

const read = (url: string | undefined, fields: object = {}, addresses: string[] = []) =>
  readSending(lookup, {
    newsletter: newsletterSchema.parse({
      name: 'Tiny',
      description: 'A tiny newsletter',
      url: 'https://tiny.example.org',
      sender: { address: 'news@example.org', postal: 'Kade 1', replyTo: { en: 'a@example.net' } },
      languages: { source: 'en', editions: ['en'] },
      ...fields,
    }),
    environment: url === undefined ? {} : { SMTP_URL: url },
    addresses,
    own: ['127.0.0.1', '192.168.1.4', '203.0.113.9', 'fe80::1', '2001:db8::9'],
  });

test.each<[string, Parameters<typeof read>, object]>([
  ['no server', [undefined], { host: undefined, addresses: [], isGuess: false }],
  [
    'a server in our domain',
    ['smtps://mail.example.org'],
    { host: 'mail.example.org', addresses: ['192.0.2.25'], isGuess: false },
  ],
  [
    'a server elsewhere',
    ['smtps://smtp.example.net'],
    { host: 'smtp.example.net', addresses: ['198.51.100.7'], isGuess: true },
  ],
  [
    'a server on this machine',
    ['smtp://localhost:25'],
    { host: 'localhost', addresses: ['203.0.113.9', '2001:db8::9'], isGuess: true },
  ],
  [
    'addresses that were given',
    ['smtp://localhost:25', { delivery: { addresses: ['192.0.2.1'] } }, ['192.0.2.2']],
    { host: 'localhost', addresses: ['192.0.2.2', '192.0.2.1'], isGuess: false },
  ],
  ['an address that is not valid', ['mail.example.org'], { host: undefined, addresses: [], isGuess: false }],
])('the addresses that send: %s', async (_, input, relay) => {
  expect((await read(...input)).relay).toEqual(relay);
});

test('the return path and the domains of replies come from the configuration', async () => {
  expect(await read(undefined)).toMatchObject({ returnPath: 'news@example.org', replyTo: ['example.net'] });
  const bounces = await read(undefined, { delivery: { bounceAddress: 'b@bounces.example.org' } });
  expect(bounces.returnPath).toBe('b@bounces.example.org');
  const signed = await read(undefined, { feedback: { returnPath: '*@returns.example.org' } });
  expect(signed.returnPath).toMatch(/^0@returns\.example\.org$/);
});
