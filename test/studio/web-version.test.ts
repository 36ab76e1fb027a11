import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { LivePublication } from '../../pipeline/studio/live-publication.ts';
import { previewPage } from '../../pipeline/studio/preview.ts';
import { attribute, elementsOf } from '../editions/read-html.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

const own = diskFiles(join(import.meta.dirname, '../..'));
const wish = { view: 'web', scheme: 'light', images: true, name: '' } as const;

async function openWebVersion(contents: Record<string, string | Uint8Array>, slug: string, locale: string) {
  const live = new LivePublication({ clock: Date.now, publication: memoryFiles(contents), package: own });
  await live.open();
  const page = async () => (await previewPage(live, slug, locale, wish)) ?? '';
  return { live, page };
}

test('is the page of the archive, whose pictures are at hand and whose links lead to the public site', async () => {
  const { live, page } = await openWebVersion({ ...tinyFiles }, 'spring', 'nl');
  const elements = elementsOf(await page());
  expect(elements.some(({ tagName }) => tagName === 'main')).toBe(true);
  const addresses = elements.flatMap((each) =>
    [attribute(each, 'href') ?? [], attribute(each, 'src') ?? []].flat(),
  );
  expect(addresses.filter((address) => !/^(#|\/pictures\/|https?:|mailto:)/.test(address))).toEqual([]);
  const sets = elements.flatMap((each) => attribute(each, 'srcset')?.split(', ') ?? []);
  const pictures = [...addresses, ...sets.map((each) => each.split(' ')[0] ?? '')].filter((address) =>
    address.startsWith('/pictures/'),
  );
  expect(pictures.length).toBeGreaterThan(1);
  for (const picture of pictures) expect(live.pictures.has(picture.slice(1)), picture).toBe(true);
});

test('has no icon, because a browser would refuse the one of the public site', async () => {
  const { live, page } = await openWebVersion({ ...tinyFiles }, 'spring', 'nl');
  const published = await live.published('spring');
  const icon = /<link rel="icon"/;
  expect(published?.files.some(({ content }) => typeof content === 'string' && icon.test(content))).toBe(
    true,
  );
  expect(await page()).not.toMatch(icon);
});

test('is there for a draft, and follows a change', async () => {
  const file = 'content/spring/en.yaml';
  const contents: Record<string, string | Uint8Array> = { ...tinyFiles };
  contents[file] = String(contents[file]).replace('status: ready', 'status: draft');
  const { live, page } = await openWebVersion(contents, 'spring', 'en');
  const before = await page();
  const [, headline = ''] = /<h1[^>]*>([^<]*)/.exec(before) ?? [];
  expect(headline).not.toBe('');
  contents[file] = String(contents[file]).replace(/^headline: .*$/m, 'headline: Another one');
  await live.refresh([file]);
  expect(await page()).toContain('>Another one</h1>');
});
