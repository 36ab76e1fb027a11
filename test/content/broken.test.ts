import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { checkPublication } from '../problems/check-publication.ts';

const broken = diskFiles(fileURLToPath(new URL('../fixtures/broken', import.meta.url)));

test('an article that is broken in more than thirty ways has a problem for each, and no other', async () => {
  const { problems, issues } = await checkPublication(broken);
  const found = problems.map(({ code, file, line, column }) => {
    const locale = file?.split('/').at(-1)?.split('.')[0];
    return `${locale} ${line}:${column} ${code}`;
  });
  expect(found).toEqual([
    'en 1:7 invalid-value',
    'en 2:7 invalid-date',
    'en 3:1 unknown-key',
    'en 4:10 yaml-syntax',
    'en 5:12 yaml-syntax',
    'en 6:11 wrong-type',
    'en 7:20 yaml-syntax',
    'en 8:15 yaml-syntax',
    'en 9:9 wrong-type',
    'en 10:9 invalid-date',
    'en 11:10 invalid-value',
    'en 12:11 issue-slug',
    'en 14:5 block-kind-unknown',
    'en 15:31 invalid-link',
    'en 15:67 invalid-link',
    'en 16:5 empty-text',
    'en 18:5 unknown-key',
    'en 19:19 wrong-type',
    'en 20:12 asset-missing',
    'en 22:12 asset-outside',
    'en 24:5 missing-alt',
    'en 25:11 invalid-link',
    'en 27:5 missing-field',
    'en 28:14 invalid-value',
    'en 29:16 text-blank-line',
    'en 34:5 block-kind-ambiguous',
    'en 35:20 text-html',
    'en 35:36 yaml-comment',
    'en 36:5 block-kind-missing',
    'en 37:3 yaml-syntax',
    'en 39:5 yaml-duplicate-key',
    'nl 1:9 invalid-value',
    'nl 2:11 empty-text',
    'nl 3:10 yaml-syntax',
    'nl 5:1 yaml-tab',
  ]);
  expect(issues[0]?.issue).toBeUndefined();
});
