import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSiteFolder } from './site-folder.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('the manifest has the hash of every file and of the sources of every edition', async () => {
  const folder = createSiteFolder();
  await folder.build();
  const published = folder.published();
  const manifest = JSON.parse(String(published.get('manifest.json')));
  expect(String(published.get('manifest.json'))).toBe(`${JSON.stringify(manifest, null, 1)}\n`);
  const pictures = JSON.parse(String(published.get('pictures.json')));
  const listed = new Set(Object.keys(manifest.files));
  for (const [path, bytes] of published) {
    if (path === 'manifest.json' || path === 'pictures.json') continue;
    expect(listed.delete(path), path).toBe(true);
    const said = manifest.files[path];
    // A picture by what it was made from, which is the same everywhere; its bytes are listed beside.
    if (/\.(png|webp|jpg|avif)$/.test(path)) expect(said).toMatch(/^made from [0-9a-f]{64}$/);
    expect(/^made from/.test(said) ? pictures[path] : said).toBe(sha256(bytes));
  }
  expect([...listed]).toEqual([]);
  const source = 'content/2026-03-09-spring/nl.yaml';
  const { sources } = manifest.editions['nl/2026-03-09-spring/'];
  expect(sources[source]).toBe(sha256(readFileSync(join(folder.root, source))));
  expect(Object.keys(manifest.editions)).not.toContain('en/2026-05-01-draft/');
  expect(manifest.shared['newsletter.yaml']).toBe(sha256(readFileSync(join(folder.root, 'newsletter.yaml'))));
});
