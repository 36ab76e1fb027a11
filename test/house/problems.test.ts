import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { editionCodes } from '../../pipeline/foundation/problems/codes/editions.ts';
import { localeCodes } from '../../pipeline/foundation/problems/codes/locales.ts';
import { root, sourceFiles } from './source-files.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What stands in the braces that open at an offset. */
function blockAt(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}') depth--;
    if (depth === 0) return text.slice(open + 1, at);
  }
  return text.slice(open);
}

describe('problems', () => {
  it('of templates and locale files are each met in a test', () => {
    const tests = [
      'test/check',
      'test/editions',
      'test/publication/locales',
      'test/publication/templates',
      'test/content/translation',
    ].flatMap(sourceFiles);
    const text = tests.map(read).join('\n');
    const codes = Object.keys({ ...editionCodes, ...localeCodes });
    expect(codes.filter((code) => !new RegExp(`\\b${code}\\b(?!-)`).test(text))).toEqual([]);
  });

  it('are passed over in silence nowhere: a catch rethrows, reports, or says why not', () => {
    const silent = sourceFiles('pipeline').flatMap((file) => {
      const text = read(file);
      return [...text.matchAll(/\bcatch\s*(?:\((\w+)[^)]*\)\s*)?\{/g)]
        .filter(({ 0: opening, 1: name, index }) => {
          const body = blockAt(text, index + opening.length - 1);
          // Whatever is written beside it counts as the reason.
          const line = text.slice(index, text.indexOf('\n', index));
          const isUsed = name !== undefined && new RegExp(`\\b${name}\\b`).test(body);
          return !isUsed && !/\/\/|\/\*|\b(?:fail|throw)\b/.test(body + line);
        })
        .map(({ index }) => `${file}:${text.slice(0, index).split('\n').length}`);
    });
    expect(silent).toEqual([]);
  });
});
