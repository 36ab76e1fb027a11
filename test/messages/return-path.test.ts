import { expect, test } from 'vitest';
import { createComposer } from '../../pipeline/messages/composer.ts';
import { createReturnPaths } from '../../pipeline/messages/return-path.ts';
import {
  parseReturnPath,
  type ReturnPathPattern,
} from '../../pipeline/publication/newsletter/return-path-pattern.ts';
import { createTinyEdition, links, stamp, subscriber } from './tiny-edition.ts';

const secrets = ['the first secret of this test, long enough', 'the former secret of this test, long enough'];
const patternOf = (text: string) => parseReturnPath(text) as ReturnPathPattern;
const largest = Number.MAX_SAFE_INTEGER;

test.each([
  'bounces@example.org',
  'bounces-*@example.org',
  '*@bounces.example.org',
  'b-*-letters@example.org',
  `${'x'.repeat(36)}@example.org`,
])('%s gives addresses of at most 64 octets that are read in any case', (text) => {
  const paths = createReturnPaths(patternOf(text), secrets);
  for (const delivery of [1, 35, 36, 1_000_000, largest]) {
    const address = paths.addressFor(delivery, stamp.messageId);
    expect(address.lastIndexOf('@')).toBeLessThanOrEqual(64);
    expect(address).toMatch(/^[a-z0-9+-]+@[a-z.]+$/);
    for (const seen of [address, address.toUpperCase(), `prvs=1234abcdef=${address}`]) {
      const signed = paths.read(seen);
      expect(signed?.delivery, seen).toBe(delivery);
      expect(signed?.isFor(stamp.messageId)).toBe(true);
      expect(signed?.isFor('<another@example.org>')).toBe(false);
    }
  }
});

test('a signature is good for one delivery, under any of the secrets and no other', () => {
  const pattern = patternOf('bounces@example.org');
  const paths = createReturnPaths(pattern, secrets);
  const former = createReturnPaths(pattern, secrets.slice(1)).addressFor(7, stamp.messageId);
  expect(paths.read(former)?.isFor(stamp.messageId)).toBe(true);
  const foreign = createReturnPaths(pattern, ['a secret that this newsletter never had']);
  expect(paths.read(foreign.addressFor(7, stamp.messageId))?.isFor(stamp.messageId)).toBe(false);
  const own = paths.addressFor(7, stamp.messageId);
  expect(paths.read(own.replace('7@', '8@'))?.isFor(stamp.messageId)).toBe(false);
  for (const other of ['bounces@example.org', 'bounces+zoe@example.org', '', 'x'.repeat(100_000), `${own}@`])
    expect(paths.read(other)?.isFor(stamp.messageId) ?? false, other.slice(0, 40)).toBe(false);
});

test.each([
  ['bounces', 'it is not an email address'],
  ['bounces@localhost', 'the part after the @ is not a domain'],
  ['*-*@example.org', 'it has more than one *'],
  ['bounces*@example.org', 'the * needs one of - _ + = . between it and the next letter or digit'],
  ['b ounces@example.org', 'the part before the @ may have only letters, digits, single dots, and - _ + ='],
  [`${'x'.repeat(37)}@example.org`, 'the part before the @ is longer than 37 bytes'],
])('%s cannot be a return path', (text, reason) => {
  expect(parseReturnPath(text)).toEqual({ reason });
});

test('a delivery gets its own envelope sender, and a test message that of all', async () => {
  const returnPaths = createReturnPaths(patternOf('bounces@example.org'), secrets);
  const composer = createComposer(createTinyEdition('en'), { links, returnPaths });
  const reader = { address: 'zoe@example.org', name: undefined, subscriber };
  const own = await composer.compose(reader, { ...stamp, delivery: 12 });
  expect(returnPaths.read(own.envelope.from)?.delivery).toBe(12);
  const plain = await composer.compose(reader, stamp);
  expect(plain.envelope.from).toBe('news@courant.example.org');
  expect(Buffer.from(own.raw).equals(Buffer.from(plain.raw)), 'the message itself is the same').toBe(true);
});
