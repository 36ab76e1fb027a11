import { expect, test } from 'vitest';
import { editSource } from '../../../pipeline/foundation/edits/edit-source.ts';
import { createSource } from '../../../pipeline/foundation/problems/place.ts';

const source = (text: string) => createSource('email.json', text);

function setJsonText(text: string, key: string, value: string, known: readonly string[]): string {
  return editSource(source(text), {
    kind: 'set',
    path: [key],
    value,
    after: known.slice(0, known.indexOf(key)),
  });
}

const removeJsonText = (text: string, key: string) =>
  editSource(source(text), { kind: 'remove', path: [key] });

const order = ['a', 'b', 'c', 'd'];
const file = '{\n    "a": "Caf\\u00e9",\n    "c":   "C"\n}';

test('a value is changed in place, and nothing else: neither the spaces nor the escapes of other values', () => {
  expect(setJsonText(file, 'c', 'He said “no”\n', order)).toBe(
    '{\n    "a": "Caf\\u00e9",\n    "c":   "He said “no”\\n"\n}',
  );
});

test.each([
  ['between those that it stands between in the source', 'b', '"b": "x",\n    "c"'],
  ['at the end', 'd', '"C",\n    "d": "x"\n}'],
  ['at the end when nothing is known of it', 'new', '"C",\n    "new": "x"\n}'],
])('a new key comes %s', (_, key, expected) => {
  const known = order.includes(key) ? order : [...order, key];
  expect(setJsonText(file, key, 'x', known)).toContain(expected);
});

test('a new key comes first if it is first in the source', () => {
  expect(setJsonText('{\n  "b": "B"\n}\n', 'a', 'A', order)).toBe('{\n  "a": "A",\n  "b": "B"\n}\n');
  expect(setJsonText('{"b": "B"}', 'a', 'A', order)).toBe('{"a": "A", "b": "B"}');
});

test.each(['{}\n', '{ }\n'])('a file is begun from %j', (text) => {
  expect(setJsonText(text, 'a', 'A', order)).toBe('{\n  "a": "A"\n}\n');
});

test.each(['{"a": ', '["a"]'])('refuses a change that would affect other lines: %s', (text) => {
  expect(() => setJsonText(text, 'a', 'A', order)).toThrow();
});

test.each([
  ['{\n  "a": "A",\n  "b": "B",\n  "c": "C"\n}\n', 'b', '{\n  "a": "A",\n  "c": "C"\n}\n'],
  ['{\n  "a": "A",\n  "b": "B"\n}\n', 'b', '{\n  "a": "A"\n}\n'],
  ['{"a": "A", "b": "B"}', 'a', '{"b": "B"}'],
  ['{\n  "a": "A"\n}\n', 'a', '{}\n'],
])('a text is removed with its comma: %j, %s', (text, key, expected) => {
  expect(removeJsonText(text, key)).toBe(expected);
});
