import { expect, test } from 'vitest';
import { installedVersions } from '../../pipeline/site/installed-versions.ts';

test('lists all packages that pages are made with and their versions, including indirect dependencies', () => {
  const versions = installedVersions();
  expect(versions).toContainEqual(expect.stringMatching(/^sharp \d+\.\d+\.\d+$/));
  expect(versions).toContainEqual(expect.stringMatching(/^thread-stream \d+\.\d+\.\d+$/));
  expect(versions).toContainEqual(expect.stringMatching(/^courant /));
  expect(versions).toEqual([...versions].sort());
});
