import { describe, expect, test } from 'vitest';
import { createSource } from '../../../pipeline/foundation/problems/place.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { parseJson } from '../../../pipeline/foundation/sources/parse-json.ts';

function problemsOf(text: string): string[] {
  const report = new Report();
  parseJson(createSource('common.json', text), report);
  return report.problems.map(({ code, line, column }) => `${code} ${line}:${column}`);
}

describe('JSON', () => {
  test('has its values and their places', () => {
    const tree = parseJson(createSource('common.json', '{\n  "a": { "b": "text" }\n}\n'), new Report());
    expect(tree?.value).toEqual({ a: { b: 'text' } });
    expect(tree?.source.position(tree.place(['a', 'b']).start)).toEqual({ line: 2, column: 15 });
  });

  test('of texts only has the same values and places as other JSON', () => {
    const texts = { 'a:b': 'one": "two', constructor: '\\', ':c': '', 'd"e': 'c\nd\u2028' };
    const text = JSON.stringify(texts, null, 2);
    const tree = parseJson(createSource('common.json', text), new Report());
    const mixed = parseJson(createSource('common.json', text.replace('""', '[]')), new Report());
    expect(tree?.value).toEqual(texts);
    for (const key of Object.keys(texts)) {
      expect(tree?.place([key]).start).toBe(
        text.indexOf(': ', text.indexOf(JSON.stringify(key)) + key.length) + 2,
      );
      expect(mixed?.place([key]).start).toBe(tree?.place([key]).start);
      expect(tree?.placeOfKey([key]).start).toBe(mixed?.placeOfKey([key]).start);
    }
    expect(Object.getPrototypeOf(tree?.value)).toBe(Object.getPrototypeOf(mixed?.value));
  });

  test.each([
    ['a comma too many', '{\n  "a": "b",\n}', 'json-syntax 3:1'],
    ['a comma too few', '{\n  "a": "b"\n  "c": "d"\n}', 'json-syntax 3:3'],
    ['a name without quotes', '{\n  a: "b"\n}', 'json-syntax 2:3'],
    ['single quotes', '{\n  "a": \'b\'\n}', 'json-syntax 2:8'],
    ['a brace that is never closed', '{\n  "a": "b"\n', 'json-syntax 2:11'],
    ['a comment', '{ // why\n}', 'json-syntax 1:3'],
    [
      'a name twice, and texts that look like names',
      '{"a": "\\"a\\": ", "b": "c", "b": "d"}',
      'yaml-duplicate-key 1:28',
    ],
    ['a name that is given twice', '{\n  "a": "b",\n  "a": "c"\n}', 'yaml-duplicate-key 3:3'],
  ])('with %s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });
});
