import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cardSize } from '../../pipeline/archive/card.ts';
import { publish } from '../editions/publish.ts';
import { siteOf } from './site-of.ts';

const newsletter = `name: Tiny
description: A tiny newsletter
url: https://tiny.example.org
sender: { address: news@example.org, postal: Kade 1 }
languages: { source: en, editions: [en] }
`;
const article = (file: string) =>
  `kind: article\ndate: 2026-02-01\nstatus: ready\nheadline: One\nbody:\n  - image: ${file}\n    alt: A picture.\n`;

/** A photograph as a phone writes it: lying on its side, and with the place where it was taken. */
async function photograph(): Promise<Buffer> {
  const { width, height } = { width: 1800, height: 1200 };
  const noise = Buffer.from(Array.from({ length: width * height * 3 }, (_, at) => (at * 7919) % 251));
  return sharp(noise, { raw: { width, height, channels: 3 } })
    .blur(8)
    .jpeg()
    .withExif({
      IFD0: { Copyright: 'A photographer' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 5/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

test('a photograph is turned upright, loses the metadata of the camera, and is WebP with a fallback', async () => {
  const original = await photograph();
  const site = await siteOf({
    'newsletter.yaml': newsletter,
    'content/one/en.yaml': article('photo.jpg'),
    'content/one/photo.jpg': original,
  });
  const pictures = [...site.files.values()].filter(({ path }) => path.startsWith('pictures/'));
  const formats = pictures.map(({ path }) => path.split('.').at(-1)).sort();
  expect(formats).toEqual(['jpg', 'jpg', 'jpg', 'webp', 'webp', 'webp']);
  const html = site.text('en/one/index.html');
  const [, card = ''] =
    /property="og:image" content="https:\/\/tiny\.example\.org\/([^"]+)"/.exec(html) ?? [];
  expect(await sharp(Buffer.from(site.files.get(card)?.content ?? '')).metadata()).toMatchObject({
    format: 'jpeg',
    ...cardSize,
  });
  for (const { path, content, madeFrom } of pictures.filter((each) => each.path !== card)) {
    const { exif, orientation, width = 0, height = 0 } = await sharp(Buffer.from(content)).metadata();
    expect(exif, path).toBeUndefined();
    expect(orientation ?? 1, path).toBe(1);
    expect(height / width, path).toBeCloseTo(1.5, 2);
    expect(path).toContain(`-${madeFrom?.slice(0, 10)}.`);
    expect(path).not.toContain(createHash('sha256').update(content).digest('hex').slice(0, 10));
  }
  expect(html).toContain('<source type="image/webp"');
  expect(html).toMatch(
    /<img src="[^"]+\.jpg" alt="A picture\." width="1200" height="1800" fetchpriority="high"/,
  );
});

test('a small picture is not enlarged, and an animation is not changed', async () => {
  const plain = (background: string) =>
    sharp({ create: { width: 300, height: 200, channels: 3, background } })
      .png()
      .toBuffer();
  const [small, other] = [await plain('#b3261e'), await plain('#1d1d1b')];
  const frames = await sharp([small, other], { join: { animated: true } })
    .gif()
    .toBuffer();
  const site = await siteOf({
    'newsletter.yaml': newsletter,
    'content/one/en.yaml': article('small.png'),
    'content/one/small.png': small,
    'content/two/en.yaml': article('moving.gif'),
    'content/two/moving.gif': frames,
  });
  const [one, two] = ['one', 'two'].map((slug) =>
    [...site.files.keys()].filter((path) => path.startsWith(`pictures/${slug}/`)),
  );
  expect(one?.map((path) => path.split('.').at(-1)).sort()).toEqual(['png', 'webp']);
  expect(two?.map((path) => path.split('.').at(-1))).toEqual(['gif']);
  expect(site.text('en/one/index.html')).toContain('width="300" height="200"');
});

test('all pictures of a mail, including the logo, are on the site, and mails request no others', async () => {
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="300"><rect width="2000" height="300"/></svg>';
  const files = {
    'newsletter.yaml': `${newsletter}theme: { logo: logo.svg }\n`,
    'logo.svg': drawing,
    'content/one/en.yaml': article('photo.svg'),
    'content/one/photo.svg': drawing.replace('rect', 'rect fill="#b3261e"'),
  };
  const site = await siteOf(files);
  const { issues } = await publish(files);
  const [issue] = issues;
  const asked = issue?.pictures.map(({ path }) => path).sort() ?? [];
  const html = JSON.stringify(issue?.editions.map(({ edition }) => edition.html));
  const contained = [...html.matchAll(/https:\/\/tiny\.example\.org\/(pictures\/[\w./-]+)/g)];
  expect(asked).toEqual([...new Set(contained.map(([, path = '']) => path))].sort());
  expect(asked.some((path) => path.startsWith('pictures/logo-'))).toBe(true);
  expect(asked.filter((path) => !site.files.has(path))).toEqual([]);
});

test('one file with two crops is two pictures, which translations inherit, and a small picture keeps its focus', async () => {
  const picture = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#b3261e' } })
    .png()
    .toBuffer();
  const story = (framing: string) =>
    `  - headline: One\n    summary: It is here.\n    image: a.png\n    alt: A picture.\n${framing}`;
  const words = '  - headline: Een\n    summary: Daar is het.\n    alt: Een plaatje.\n';
  const site = await siteOf({
    'newsletter.yaml': newsletter.replace('[en]', '[en, nl]'),
    'content/one/en.yaml': `kind: digest\ndate: 2026-02-01\nstatus: ready\nheadline: One\nstories:\n${story(
      '    crop: { top: 20%, bottom: 20% }\n',
    )}${story('    crop: { left: 50% }\n    focus: { x: 60%, y: 40% }\n')}${story('')}`,
    'content/one/nl.yaml': `status: ready\nheadline: Een\nstories:\n${words}${words}${words}    image: b.png\n`,
    'content/one/a.png': picture,
    'content/one/b.png': picture,
  });
  const shown = (locale: string) =>
    [...site.text(`${locale}/one/index.html`).matchAll(/<img src="[./]*(pictures[^"]+)"([^>]*)/g)].map(
      ([, path = '', more = '']) => ({
        path,
        size: /width="(\d+)" height="(\d+)"/.exec(more)?.slice(1).join(' '),
        position: /object-position: ([^"]+)/.exec(more)?.[1],
      }),
    );
  const [lead, second, third] = shown('en');
  expect(lead).toMatchObject({ size: '800 360', position: undefined });
  expect(second).toMatchObject({ size: '400 600', position: '20% 40%' });
  expect(third).toMatchObject({ size: '800 600', position: undefined });
  const [ownLead, ownSecond, ownThird] = shown('nl');
  expect([ownLead, ownSecond]).toEqual([lead, second]);
  expect(ownThird).toMatchObject({ path: expect.stringContaining('/b-'), size: '800 600' });
  const named = [...site.files.keys()].filter((path) => path.startsWith('pictures/'));
  for (const { path } of shown('en')) expect(named).toContain(path);
  expect(site.text('en/one/email.html')).toContain(lead?.path);
  const card = /property="og:image" content="https:\/\/tiny\.example\.org\/([^"]+)"/;
  expect(card.exec(site.text('en/one/index.html'))?.[1]).toMatch(/^pictures\/one\/a-[0-9a-f]{10}\.jpg$/);
});
