import { expect, test } from 'vitest';
import { withoutPassword } from '../../../pipeline/foundation/text/without-password.ts';

test.each([
  ['postgres://ann:secret@db.example.org/news failed.', 'postgres://db.example.org/news failed'],
  ['postgres://ann:se@cr@et@db.example.org/news failed', 'postgres://db.example.org/news failed'],
  ['"smtp://a:b@one.example" and "smtp://c@two.example"', '"smtp://one.example" and "smtp://two.example"'],
  [
    'see https://example.org/@ann, or write to ann@example.org.',
    'see https://example.org/@ann, or write to ann@example.org',
  ],
])('a message has no user and no password: %s', (message, expected) => {
  expect(withoutPassword(message)).toBe(expected);
});
