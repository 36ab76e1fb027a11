import { expect, test } from 'vitest';
import { dotStuff } from '../../pipeline/messages/dot-stuff.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

test('a dot at the beginning of a line is doubled, and no other', () => {
  const raw = bytes('.one\r\n..\r\ntwo.\r\n.\r\n.drié\r\n');
  expect(Buffer.from(dotStuff(raw)).toString('utf8')).toBe('..one\r\n...\r\ntwo.\r\n..\r\n..drié\r\n');
});

test('a message without such a line is returned unchanged', () => {
  const raw = bytes('one.\r\n two\r\n');
  expect(dotStuff(raw)).toBe(raw);
  const part = new Uint8Array(bytes('.xone\r\n').buffer.slice(0)).subarray(0, 0);
  expect(dotStuff(part)).toBe(part);
});
