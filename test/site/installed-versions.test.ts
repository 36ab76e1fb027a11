import { expect, test } from 'vitest';
import { installedVersions } from '../../pipeline/site/installed-versions.ts';

test('every package that pages are made with is named with its version, also one that another brings', () => {
  const versions = installedVersions();
  expect(versions).toContainEqual(expect.stringMatching(/^mjml \d+\.\d+\.\d+$/));
  expect(versions).toContainEqual(expect.stringMatching(/^juice \d+\.\d+\.\d+$/));
  expect(versions).toContainEqual(expect.stringMatching(/^courant /));
  expect(versions).toEqual([...versions].sort());
});
