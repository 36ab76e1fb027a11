import { XMLParser, XMLValidator } from 'fast-xml-parser';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { authorOf } from '../../pipeline/archive/author-of.ts';
import { oddPublication } from './odd-publication.ts';
import { siteOf } from './site-of.ts';

const site = await siteOf(oddPublication);
const url = 'https://tiny.example.org/news';
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => ['entry', 'link', 'url', 'xhtml:link', 'category'].includes(name),
});

function readXml(path: string) {
  expect(XMLValidator.validate(site.text(path))).toBe(true);
  return parser.parse(site.text(path));
}

test.each([
  ['en', 'By Mara Quint, Veermonde', 'Mara Quint, Veermonde'],
  ['en-GB', 'by the desk', 'The desk'],
  ['nl', 'Door Mara Quint', 'Mara Quint'],
  ['nl', 'By Mara Quint', 'By Mara Quint'],
  ['nl', 'Van Dijk', 'Van Dijk'],
  ['en', 'Byron Quint', 'Byron Quint'],
  ['en', 'From the quay', 'From the quay'],
  ['en', 'By', 'By'],
  ['xx', 'By Mara Quint', 'By Mara Quint'],
])('the author in %s of the byline "%s" is "%s"', (locale, byline, author) => {
  expect(authorOf(byline, locale)).toBe(author);
});

test('the feeds and the data of a page name the author without the word of the byline', () => {
  const author = 'Mara Quint, Veermonde';
  const entry = readXml('en/feed.xml').feed.entry[1];
  expect(entry.author.name).toBe(author);
  expect(JSON.parse(site.text('en/feed.json')).items[1].authors).toEqual([{ name: author }]);
  const page = site.text('en/2026-03-09-spring/index.html');
  expect(page).toContain(`"author":{"@type":"Organization","name":"${author}"}`);
  expect(page).toContain(`By ${author}`);
});

describe('the Atom feed', () => {
  const { feed } = readXml('en/feed.xml');

  test('has the elements that RFC 4287 requires', () => {
    expect(feed['@xmlns']).toBe('http://www.w3.org/2005/Atom');
    expect(feed.id).toBe(`${url}/en/`);
    expect(feed.title).toBe('Tiny & “Odd”');
    expect(Date.parse(feed.updated)).not.toBeNaN();
    expect(feed.link.find((link: Link) => link['@rel'] === 'self')['@href']).toBe(`${url}/en/feed.xml`);
    for (const entry of feed.entry) {
      expect(entry.id).toMatch(/^https:/);
      expect(entry.title['#text'] ?? entry.title).not.toBe('');
      expect(Date.parse(entry.updated)).not.toBeNaN();
      expect(entry.author.name).not.toBe('');
    }
    expect(new Set(feed.entry.map((entry: { id: string }) => entry.id)).size).toBe(feed.entry.length);
  });

  test('is complete, latest first, and without issues that were withdrawn or are not ready', () => {
    expect(feed.entry.map((entry: { id: string }) => entry.id)).toEqual([
      `${url}/en/2026-04-01-short/`,
      `${url}/en/2026-03-09-spring/`,
    ]);
    const content = feed.entry[1].content['#text'];
    expect(content).toContain('<p>The end.</p>');
    for (const [, address = ''] of content.matchAll(/(?:src|href)="([^"]*)"/g)) {
      expect(address).toMatch(/^https:/);
    }
  });
});

test('the feeds name their language', () => {
  expect(readXml('nl/feed.xml').feed['@xml:lang']).toBe('nl');
  expect(JSON.parse(site.text('nl/feed.json'))).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    language: 'nl',
    authors: [{ name: 'Tiny & \u201cOdd\u201d', url: `${url}/nl/` }],
    items: [{ language: 'nl', authors: [{}], image: expect.stringMatching(/^https:.*\.png$/) }],
  });
});

test('the JSON Feed has the same content', () => {
  const feed = JSON.parse(site.text('en/feed.json'));
  expect(feed.version).toMatch(/^https:\/\/jsonfeed\.org\/version\/1/);
  expect(feed.feed_url).toBe(`${url}/en/feed.json`);
  expect(feed.items.map(({ id }: { id: string }) => id)).toEqual([
    `${url}/en/2026-04-01-short/`,
    `${url}/en/2026-03-09-spring/`,
  ]);
  for (const item of feed.items) {
    expect(item.content_html).toMatch(/<p[ >]/);
    expect(Date.parse(item.date_modified)).not.toBeNaN();
  }
});

test.each(['en', 'nl'])('the feeds in %s meet the requirements of feed validators', (locale) => {
  const { feed } = readXml(`${locale}/feed.xml`);
  const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
  const json = JSON.parse(site.text(`${locale}/feed.json`));
  const known = 'version title home_page_url feed_url description icon favicon authors language items';
  const knownOfItems =
    'id url title content_html summary image date_published date_modified authors tags language';
  expect(known.split(' ')).toEqual(expect.arrayContaining(Object.keys(json)));
  for (const { link, updated, published, content } of feed.entry) {
    expect(link.map((each: Link) => each['@rel'])).toEqual(['alternate']);
    expect(updated).toMatch(rfc3339);
    expect(published).toMatch(rfc3339);
    expect(updated >= published).toBe(true);
    expect(content['@type']).toBe('html');
  }
  for (const item of json.items) {
    expect(knownOfItems.split(' ')).toEqual(expect.arrayContaining(Object.keys(item)));
    expect(item.date_published).toMatch(rfc3339);
    expect(item.authors.map(({ name }: { name: string }) => typeof name)).toEqual(['string']);
    expect(item.content_html).not.toMatch(/<script|<style|<form|\sstyle=|\son[a-z]+=/);
    for (const [, value = ''] of item.content_html.matchAll(/\s(?:src|srcset|href)="([^"]*)"/g))
      for (const address of value.split(', ')) expect(address).toMatch(/^https:/);
  }
});

test('the sitemap names each page that is there, with all its languages on both sides', () => {
  const { urlset } = readXml('sitemap.xml');
  const alternates = new Map<string, string[]>();
  for (const each of urlset.url) {
    const path = each.loc.slice(url.length + 1);
    expect(site.files.has(`${path}index.html`), each.loc).toBe(true);
    alternates.set(
      each.loc,
      each['xhtml:link'].map((link: Link) => link['@href']),
    );
  }
  for (const [loc, others] of alternates) {
    expect(others).toContain(loc);
    for (const other of others) expect(alternates.get(other)).toContain(loc);
  }
  const locations = [...alternates.keys()];
  expect(locations).toContain(`${url}/nl/2026-03-09-spring/`);
  expect(locations.join()).not.toMatch(/gone|draft/);
});

describe('an article\u2019s page', () => {
  const html = site.text('en/2026-03-09-spring/index.html');

  test('names itself, its languages and a page for everybody else', () => {
    const links = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)];
    expect(Object.fromEntries(links.map(([, lang, href]) => [lang, href]))).toEqual({
      en: `${url}/en/2026-03-09-spring/`,
      nl: `${url}/nl/2026-03-09-spring/`,
      'x-default': `${url}/en/2026-03-09-spring/`,
    });
    expect(html).toContain(`<link rel="canonical" href="${url}/en/2026-03-09-spring/">`);
  });

  test('has a card for links, drawn for it', () => {
    const [, address = ''] = /property="og:image" content="([^"]+)"/.exec(html) ?? [];
    const card = site.files.get(address.slice(url.length + 1));
    expect(Buffer.from(card?.content ?? '').toString('latin1', 1, 4)).toBe('PNG');
    expect(card?.madeFrom).toMatch(/^[0-9a-f]{64}$/);
    expect(html).toContain('<meta name="twitter:card" content="summary_large_image">');
    expect(html).toContain('<meta property="og:locale" content="en_US">');
  });

  test('shows its kicker, which is its first topic, over the headline', () => {
    expect(html).toMatch(/<p class="kicker">Harbour life<\/p>\n<h1>/);
  });

  test('describes itself as a NewsArticle', () => {
    const [, data = ''] = /<script type="application\/ld\+json">(.*)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(data)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      headline: 'Spring & “summer” at the <harbour>',
      inLanguage: 'en',
      datePublished: '2026-03-09',
      dateModified: '2026-03-11',
      correction: [{ '@type': 'CorrectionComment', datePublished: '2026-03-11' }],
    });
  });
});

test('robots.txt, security.txt, llms.txt and the web manifests are consistent', () => {
  expect(site.text('robots.txt')).toContain(`Sitemap: ${url}/sitemap.xml`);
  const security = site.text('.well-known/security.txt');
  expect(security).toMatch(/^Contact: mailto:security@example.org$/m);
  expect(security).toMatch(/^Expires: 2027-06-30T23:59:59Z$/m);
  expect(security).toMatch(/^Canonical: https:\/\/tiny.example.org\/news\/.well-known\/security.txt$/m);
  expect(site.text('llms.txt')).toMatch(/^# Tiny & “Odd”\n\n> A tiny \\<newsletter\\>\n/);
  for (const locale of ['en', 'nl']) {
    const manifest = JSON.parse(site.text(`${locale}/manifest.webmanifest`));
    expect(manifest).toMatchObject({ name: 'Tiny & “Odd”', lang: locale, dir: 'ltr' });
    for (const { src } of manifest.icons) expect(site.files.has(src.replace('../', ''))).toBe(true);
  }
});

test('the message is kept as it was sent, without anybody\u2019s own parts', async () => {
  const raw = site.text('en/2026-03-09-spring/email.eml');
  const message = await PostalMime.parse(raw);
  expect(message.subject).toBe('Spring & “summer” at the <harbour>');
  expect(message.date).toBe('2026-03-09T00:00:00.000Z');
  expect(message.messageId).toMatch(/^<[0-9a-f]{32}@example.org>$/);
  expect(raw).not.toMatch(/^List-Unsubscribe/m);
  expect(raw).toMatch(/^List-Archive: <https:\/\/tiny.example.org\/news\/en\/>\r$/m);
  expect(raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 998)).toBe(true);
  expect(message.html).toContain('href="mailto:help@example.org"');
  expect(message.text).toContain('The end.');
  expect(site.text('en/2026-03-09-spring/email.html')).toContain('<meta name="robots" content="noindex">');
});

interface Link {
  readonly '@rel'?: string;
  readonly '@href': string;
}
