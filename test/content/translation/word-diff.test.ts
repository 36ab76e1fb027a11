import { expect, test } from 'vitest';
import { diffTexts } from '../../../pipeline/content/translation/word-diff.ts';

test('two long texts without a word in common are compared in a moment', () => {
  const text = (letter: string) => Array.from({ length: 6000 }, (_, at) => `${letter}${at}`).join(' ');
  const [before, after] = [text('a'), text('b')];
  const began = performance.now();
  expect(diffTexts(before, after)).toEqual([
    { kind: 'old', text: before },
    { kind: 'new', text: after },
  ]);
  // Without a bound it takes half a minute.
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('a long text with one change shows that change alone', () => {
  const words = Array.from({ length: 6000 }, (_, at) => `w${at}`);
  const parts = diffTexts(words.join(' '), words.with(3000, 'changed').join(' '));
  expect(parts.map(({ kind }) => kind)).toEqual(['same', 'old', 'new', 'same']);
  expect(parts[1]?.text).toBe('w3000');
});
