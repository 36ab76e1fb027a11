import { expect, test } from 'vitest';
import { keepResults } from '../../../pipeline/foundation/text/keep-results.ts';

test('a result is made once, even if it is undefined, and again after too many others', () => {
  const asked: string[] = [];
  const lengthOf = keepResults(2, (text) => {
    asked.push(text);
    return text === '' ? undefined : text.length;
  });
  const results = ['a', '', 'a', '', 'abc', 'a'].map(lengthOf);
  expect(results).toEqual([1, undefined, 1, undefined, 3, 1]);
  expect(asked).toEqual(['a', '', 'abc', 'a']);
});
