import { expect, test } from 'vitest';
import { createMessageId, createRandomMessageId } from '../../pipeline/messages/message-id.ts';

const identity = {
  issue: '2026-11-19-november',
  revision: 1,
  subscriber: '000102030405060708090a0b0c0d0e0f',
  domain: 'courant.example.org',
};

test('a Message-ID is always the same for the same delivery', () => {
  expect(createMessageId(identity)).toBe(createMessageId({ ...identity }));
  expect(createMessageId(identity)).toMatchInlineSnapshot(
    `"<0bd0cbf367783dd548b61832f1178fa0@courant.example.org>"`,
  );
});

test.each([
  { issue: '2026-11-20-november' },
  { revision: 2 },
  { subscriber: 'f00102030405060708090a0b0c0d0e0f' },
  { domain: 'other.example.org' },
  { issue: '2026-11-19-november",1' },
])('a Message-ID is another one with %o', (change) => {
  expect(createMessageId({ ...identity, ...change })).not.toBe(createMessageId(identity));
});

test('a random Message-ID is never the same twice', () => {
  const ids = Array.from({ length: 100 }, () => createRandomMessageId('courant.example.org'));
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^<[0-9a-f]{32}@courant\.example\.org>$/);
});
