import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listFiles } from '../../pipeline/site/list-files.ts';
import { createNextSite } from '../../pipeline/site/next-site.ts';

/** A cache of so many files that a thread links them, and the next site. */
function openNext() {
  const root = mkdtempSync(join(tmpdir(), 'courant-next-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'cache'));
  const files = Array.from({ length: 250 }, (_, number) => {
    const from = join(root, 'cache', String(number));
    writeFileSync(from, 'page');
    const { size, mtimeMs } = statSync(from);
    return { path: `en/${number}.html`, from, size, modified: mtimeMs, sha256: '' };
  });
  const site = join(root, 'dist');
  return { root, files, site, next: createNextSite(site, join(root, 'spare')) };
}

test('the thread finds the files in the cache that have changed, also those that it does not link', async () => {
  const { root, files, next } = openNext();
  const own = { from: join(root, 'cache/record.json'), size: 2, modified: Date.now() };
  writeFileSync(own.from, 'damaged');
  writeFileSync(join(root, 'cache/7'), 'damaged');
  next.begin(files, [own]);
  const checks = await next.checked();
  expect(files.filter(({ from }) => checks(from) !== true).map(({ path }) => path)).toEqual(['en/7.html']);
  expect([join(root, 'cache/7'), own.from, join(root, 'cache/251')].map(checks)).toEqual([
    false,
    false,
    undefined,
  ]);
  await next.discard();
});

test('a file that is missing from the cache is no problem, and any other error of the thread is one', async () => {
  const { root, files, site, next } = openNext();
  const [first, ...rest] = files;
  const withFirst = (from: string) => (first === undefined ? [] : [{ ...first, from }]);
  next.begin([...withFirst(join(root, 'cache/missing')), ...rest]);
  const checks = await next.checked();
  expect(files.map(({ from }) => checks(from)).every((check) => check === undefined)).toBe(true);
  expect(next.problems()).toEqual([]);
  await next.discard();

  const other = createNextSite(site, join(root, 'spare'));
  other.begin([...withFirst(join(root, 'x'.repeat(300))), ...rest]);
  const others = await other.checked();
  expect(files.map(({ from }) => others(from)).every((check) => check === undefined)).toBe(true);
  expect(other.problems()).toMatchObject([
    { code: 'archive-thread', severity: 'warning', message: expect.stringContaining('ENAMETOOLONG') },
  ]);
  await other.publish({ linked: files, written: [] });
  await other.discard();
  expect(listFiles(site)).toHaveLength(250);
});
