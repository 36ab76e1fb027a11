import { sep } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolders } from '../../pipeline/site/cache-folders.ts';

// A job of a branch may have filled it.
test('the cache that jobs restore has no code, no editions and no forms of mails', () => {
  const { pages, pictures, ...others } = cacheFolders('cache/site', 'program');
  const isRestored = (folder: string) => folder.startsWith(`cache${sep}site${sep}`);
  expect([pages, pictures].every(isRestored)).toBe(true);
  expect(Object.values(others).filter(isRestored)).toEqual([]);
});
