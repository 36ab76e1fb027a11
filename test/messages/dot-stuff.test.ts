import { expect, test } from 'vitest';
import { dotStuff, dotStuffPieces } from '../../pipeline/messages/dot-stuff.ts';
import { joinPieces } from '../../pipeline/messages/message.ts';

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

test.each([
  ['at the start', ['.one\r\n', bytes('two\r\n')]],
  ['in a string', [bytes('one\r\n'), 'two\r\n.three\r\n']],
  ['in bytes', ['one\r\n', bytes('two\r\n.three\r\n')]],
  ['where a string begins', [bytes('one\r\n'), '', '.two\r\n']],
  ['where bytes begin', ['one\r\n', bytes(''), bytes('.two\r\n')]],
])('pieces with a dot %s are joined, and the dot is doubled', (_, pieces) => {
  const raw = joinPieces(pieces);
  const message = { messageId: '<1@example.org>', envelope: { from: '', to: '' }, raw, pieces };
  for (let again = 0; again < 2; again++) expect(dotStuffPieces(message)).toEqual([dotStuff(raw)]);
});

test('pieces without such a line are the same objects, and a message without pieces is one piece', () => {
  const pieces = ['é: one\r\n', bytes('a.b.\r\n'), '', 'c.\r\n'];
  const raw = joinPieces(pieces);
  expect(raw.toString('utf8')).toBe('é: one\r\na.b.\r\nc.\r\n');
  const message = { messageId: '<1@example.org>', envelope: { from: '', to: '' }, raw };
  expect(dotStuffPieces({ ...message, pieces })).toBe(pieces);
  expect(dotStuffPieces(message)).toEqual([raw]);
});
