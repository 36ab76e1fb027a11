import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { checkPublication } from '../problems/check-publication.ts';

/** Issues by people who know the format and nothing else, each in a style of its own. */
const strangers = diskFiles(fileURLToPath(new URL('../fixtures/strangers', import.meta.url)));
const { problems, issues } = await checkPublication(strangers);

describe('articles by strangers', () => {
  test('give no false alarm', () => {
    expect(problems).toEqual([]);
  });

  test.each(issues.map(({ slug, issue }) => ({ slug, issue })))(
    '$slug is read whole, in both languages',
    ({ issue }) => {
      expect([...(issue?.articles.keys() ?? [])]).toEqual(['en', 'nl']);
    },
  );
});
