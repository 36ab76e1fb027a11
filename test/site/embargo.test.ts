import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifySite } from '../../pipeline/site/verify-site.ts';
import { placed } from '../editions/publish.ts';
import { picture } from '../problems/tiny-publication.ts';
import { createSiteFolder, optionsFor, type SiteFolder } from './site-folder.ts';

const newsletter = `name: Tiny
description: A tiny newsletter
url: https://tiny.example.org
sender: { address: news@example.org, postal: Kade 1 }
timeZone: Europe/Amsterdam
languages: { source: en, editions: [en] }
`;
const article = (headline: string, more = '') =>
  `kind: article\ndate: 2026-02-01\nstatus: ready\nheadline: ${headline}\ntopics: [${headline}]\n${more}body:\n  - image: boat.png\n    alt: A boat.\n  - paragraph: The words of ${headline}.\n`;
const files = {
  'newsletter.yaml': newsletter,
  'content/old/en.yaml': article('Old'),
  'content/old/boat.png': picture,
  'content/secret/en.yaml': article('Secret', 'sendAt: 2026-03-05 07:00\naliases: [veiled]\n'),
  'content/secret/boat.png': picture,
};
const before = '2026-03-05T05:59:59Z';
const at = '2026-03-05T06:00:00Z';

/** Every published file that has a word of an issue, in its path or its text. */
function traces(folder: SiteFolder, word: RegExp): string[] {
  return [...folder.published()]
    .filter(([path, bytes]) => word.test(path) || word.test(String(bytes)))
    .map(([path]) => path);
}

const secret = /secret|veiled/i;

describe('an issue with a moment', () => {
  test('has no trace before its moment: no page, feed, search, sitemap, picture, card or redirect', async () => {
    const folder = createSiteFolder(files);
    const { isPublished, waiting, entries } = await folder.build(before);
    expect(isPublished).toBe(true);
    expect(traces(folder, secret)).toEqual([]);
    expect(waiting).toEqual([{ slug: 'secret', publicFrom: Date.parse(at), isHeld: false }]);
    expect(entries.map(({ slug }) => slug)).toEqual(['old', 'secret']);
  });

  test('appears at it although no source has changed, and nothing is rendered again for it', async () => {
    const folder = createSiteFolder(files);
    await folder.build(before);
    expect(await folder.build(before)).toMatchObject({ rendered: [], indexed: [] });
    const { rendered, indexed, waiting } = await folder.build(at);
    expect(rendered).toEqual([]);
    expect(indexed).toContain('en/feed');
    expect(waiting).toEqual([]);
    const shown = traces(folder, secret);
    expect(shown).toEqual(
      expect.arrayContaining(['en/secret/index.html', 'en/veiled/index.html', 'sitemap.xml']),
    );
    expect(shown.filter((path) => path.startsWith('pictures/secret/'))).not.toEqual([]);
  });

  test('is checked before it like any other', async () => {
    const folder = createSiteFolder({
      ...files,
      'content/secret/en.yaml': article('Secret', 'sendAt: 2026-03-05\nwrong: 1\n'),
    });
    expect((await folder.build(before)).problems.map(({ code }) => code)).toContain('unknown-key');
  });

  test('stays public if its moment is moved or it is held, and only the site knows that it was public', async () => {
    const folder = createSiteFolder(files);
    await folder.build(at);
    folder.write('content/secret/en.yaml', article('Secret', 'sendAt: 2027-01-01\n'));
    await folder.build(at);
    expect(folder.published().has('en/secret/index.html')).toBe(true);
    folder.write('content/secret/en.yaml', article('Secret', 'hold: true\n'));
    folder.remove('.courant');
    await folder.build(at);
    expect(folder.published().has('en/secret/index.html')).toBe(true);
    folder.remove('content/secret');
    folder.write('content/renamed/en.yaml', article('Renamed', 'aliases: [secret]\nsendAt: 2027-01-01\n'));
    folder.write('content/renamed/boat.png', picture);
    await folder.build(at);
    expect(folder.published().has('en/renamed/index.html')).toBe(true);
  });

  test('that is held has no page, regardless of its moment', async () => {
    const folder = createSiteFolder({
      ...files,
      'content/secret/en.yaml': article('Secret', 'hold: true\n'),
    });
    expect((await folder.build(at)).waiting).toEqual([
      { slug: 'secret', publicFrom: undefined, isHeld: true },
    ]);
    expect(traces(folder, secret)).toEqual([]);
  });

  test('from the schedule is public when its first reader may get it', async () => {
    const scheduled = (more: string) => ({
      'newsletter.yaml': `${newsletter}schedule: { at: "07:00"${more} }\n`,
      'content/secret/en.yaml': article('Secret').replace('2026-02-01', '2026-03-05'),
      'content/secret/boat.png': picture,
    });
    const [one, other] = [
      createSiteFolder(scheduled('')),
      createSiteFolder(scheduled(', readersTime: true')),
    ];
    expect((await one.build(before)).waiting).toHaveLength(1);
    expect((await one.build(at)).waiting).toEqual([]);
    const { waiting } = await other.build('2026-03-01T00:00:00Z');
    // Seven o'clock in the zone where days begin first, UTC+14.
    expect(waiting).toEqual([
      { slug: 'secret', publicFrom: Date.parse('2026-03-04T17:00:00Z'), isHeld: false },
    ]);
  });
});

test('the same moment and sources give the same bytes, and so does any moment until the next issue', async () => {
  const [one, other] = [createSiteFolder(files), createSiteFolder(files)];
  await one.build('2026-02-10T00:00:00Z');
  await other.build(before);
  expect([...other.published()]).toEqual([...one.published()]);
  await one.build(at);
  await other.build('2026-07-01T00:00:00Z');
  expect([...other.published()]).toEqual([...one.published()]);
  expect(JSON.parse(String(one.published().get('manifest.json'))).asOf).toBe('2026-03-05T06:00:00.000Z');
});

describe('--verify', () => {
  const verify = ({ root, site }: SiteFolder) => verifySite(site, optionsFor(root, site));

  test('builds for the moment that the manifest names', async () => {
    const folder = createSiteFolder(files);
    await folder.build(before);
    expect(await verify(folder)).toMatchObject({ problems: [], kept: [] });
    await folder.build(at);
    expect(await verify(folder)).toMatchObject({ problems: [], kept: [] });
  });

  test('names the issues that are public because they were before', async () => {
    const folder = createSiteFolder(files);
    await folder.build(at);
    folder.write('content/secret/en.yaml', article('Secret', 'sendAt: 2027-01-01\n'));
    await folder.build(at);
    expect(await verify(folder)).toMatchObject({ problems: [], kept: ['secret'] });
    const manifest = join(folder.site, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/ "kept": \[[^\]]*\],\n/, ''));
    expect((await verify(folder)).problems.map(placed)).toContain('archive-differs en/secret/index.html');
  });
});

test('a digest may not lead to an issue before its moment, and may afterwards', async () => {
  const digest =
    'kind: digest\ndate: 2026-02-02\nstatus: ready\nheadline: Two\nstories:\n  - headline: A\n    summary: B.\n    issue: secret\n';
  const folder = createSiteFolder({ ...files, 'content/two/en.yaml': digest });
  const { isPublished, problems } = await folder.build(before);
  expect(isPublished).toBe(false);
  expect(problems.map(placed)).toEqual(['story-early content/two/en.yaml:8:12']);
  expect((await folder.build(at)).isPublished).toBe(true);
  folder.write(
    'content/two/en.yaml',
    digest.replace('headline: Two', 'headline: Two\nsendAt: 2026-03-05 08:00'),
  );
  expect((await folder.build(before)).isPublished).toBe(true);
});
