import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { hebrewPublication } from '../browser/hebrew-publication.ts';
import { repository } from '../editions/publish.ts';
import { tinyFiles, tinyPublication } from '../problems/tiny-publication.ts';
import { oddPublication } from './odd-publication.ts';
import { siteOf } from './site-of.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // Ours to choose: how long a title is, and how a void element is written, which inline texts share with mail.
    'long-title': 'off',
    'no-inline-style': 'error',
    'void-style': 'off',
    'require-sri': ['error', { target: 'crossorigin' }],
  },
});

// Names that the page has itself, that objects have, and the place of another story.
const ids = ['page-contents', 'story-9', undefined, 'constructor', undefined, 'x--', 'story-8'];
const digest = {
  kind: 'digest',
  date: '2026-06-01',
  status: 'ready',
  headline: 'June in short',
  topics: ['Topics'],
  body: [
    { heading: 'Of these days', id: 'page-content' },
    { paragraph: 'The *first*.', id: 'page-subscribe' },
  ],
  stories: ids.map((id, index) => ({
    ...(id && { id }),
    ...(index === 4 && { lead: true }),
    headline: `Story ${index + 1}`,
    summary: 'It is short.',
  })),
};

const sites = {
  'this publication': await siteOf(),
  'an odd one': await siteOf({
    ...oddPublication,
    'content/2026-06-01-june/en.yaml': JSON.stringify(digest),
  }),
  'one in Hebrew': await siteOf({ ...(await englishAs('he')), ...hebrewPublication }),
};

/** The texts of the parts that are not looked at here. */
async function englishAs(locale: string): Promise<Record<string, Uint8Array>> {
  const texts: Record<string, Uint8Array> = {};
  for (const name of ['pages', 'mail']) {
    texts[`locales/${locale}/${name}.json`] =
      (await repository.read(`locales/en/${name}.json`)) ?? new Uint8Array();
  }
  return texts;
}

describe.each(Object.entries(sites))('the pages of %s', (_name, site) => {
  test.each(site.pages)('%s is valid HTML', async (path) => {
    const report = await validator.validateString(site.text(path));
    const said = report.results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
    );
    expect(said).toEqual([]);
  });

  test('lead only to pages and files that exist', () => {
    const broken: string[] = [];
    for (const path of site.pages) {
      for (const target of linksOf(site.text(path))) {
        const [file = ''] = target.split(/[?#]/);
        if (/^[a-z]+:/.test(file) || file === '') continue;
        const to = posix.join(posix.dirname(path), decodeURIComponent(file));
        if (!site.files.has(to.endsWith('/') ? `${to}index.html` : to)) broken.push(`${path}: ${target}`);
        if (to === './' && !site.files.has('index.html')) broken.push(`${path}: ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  test('have each id once, and every place that a mail or a page leads to', () => {
    const idsOf = new Map(
      site.pages.map((path) => [path, [...site.text(path).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)]),
    );
    for (const [path, found] of idsOf) expect(new Set(found).size, path).toBe(found.length);
    const missing: string[] = [];
    let count = 0;
    const look = (from: string, to: string, id: string) => {
      count++;
      if (!idsOf.get(to)?.includes(id)) missing.push(`${from}: ${to}#${id}`);
    };
    for (const path of site.pages)
      for (const target of linksOf(site.text(path)))
        if (target.startsWith('#')) look(path, path, target.slice(1));
    for (const path of [...site.files.keys()].filter((each) => each.endsWith('/email.html'))) {
      const page = path.replace('email.html', 'index.html');
      for (const target of linksOf(site.text(path))) {
        const [url = '', id] = target.split('#');
        if (id !== undefined && url.endsWith(`/${posix.dirname(path)}/`)) look(path, page, id);
      }
    }
    expect(missing).toEqual([]);
    expect(count).toBeGreaterThan(site.pages.length);
  });

  test('request nothing from other hosts, and store nothing', () => {
    for (const path of site.pages) {
      const html = site.text(path);
      const fetched = [
        ...html.matchAll(/<(?:img|script|source|iframe|video|audio)\b[^>]*\b(?:src|srcset)="([^"]*)"/g),
      ];
      // A page that is shown at any address has whole addresses, of this site.
      const own = path === '404.html' ? 'https://courant.example.org/' : '//no host';
      for (const [, address = ''] of fetched) expect(address.replace(own, '')).not.toMatch(/^(https?:)?\/\//);
      for (const [, rel = '', href = ''] of html.matchAll(/<link rel="(\w+)"[^>]* href="([^"]*)"/g)) {
        if (['stylesheet', 'icon', 'manifest', 'preload'].includes(rel))
          expect(path === '404.html' || !/^https?:/.test(href), href).toBe(true);
      }
      expect(html).not.toMatch(/document\.cookie|localStorage|@import|url\(https?:/);
    }
  });

  test('are light: less than 50 kB each, and most need no script', () => {
    for (const path of site.pages) {
      expect(gzipSync(site.text(path)).length, path).toBeLessThan(50_000);
      const scripts = [...site.text(path).matchAll(/<script(?! type="application\/ld\+json")/g)];
      expect(scripts.length, path).toBe(path.endsWith('/search/index.html') ? 1 : 0);
    }
  });
});

test('a digest is ranked as its mail: the contents, the lead story, and the others beside their pictures', () => {
  const html = sites['this publication'].text('en/2026-11-19-november/index.html');
  const contents = html.slice(html.indexOf('<nav class="contents"'), html.indexOf('</ol>'));
  expect([...contents.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    '#ferry',
    '#story-2',
    '#story-3',
    '#story-4',
  ]);
  const sections = [...html.matchAll(/<section class="([^"]*)" id="([^"]*)">([\s\S]*?)<\/section>/g)];
  expect(sections.map(([, name, id]) => `${id}: ${name}`)).toEqual([
    'ferry: story lead',
    'story-2: story',
    'story-3: story pictured',
    'story-4: story pictured',
  ]);
  expect(sections[0]?.[3]).toMatch(/<a href="https:\/\/ferry[^"]*"><picture>[\s\S]* sizes="\(min-width/);
  expect(sections[2]?.[3]).toMatch(/class="thumbnail">[\s\S]* sizes="200px"[\s\S]*Illustration: Courant/);

  const odd = sites['an odd one'].text('en/2026-06-01-june/index.html');
  const order = [...odd.matchAll(/<section class="story[^"]*" id="([^"]*)">/g)].map(([, id]) => id);
  expect(order).toEqual(['story-5', 'page-contents', 'story-9', 'story-3', 'constructor', 'x--', 'story-8']);
  // A feed reader has no page that a list of contents could lead to.
  const feed = JSON.parse(sites['an odd one'].text('en/feed.json'));
  expect(feed.items[0].content_html).toContain('<section class="story lead" id="story-5">');
  expect(feed.items[0].content_html).not.toContain('class="contents"');
});

test('an article shows its number, place, date, reading time and sign-off', () => {
  const html = sites['this publication'].text('en/2026-05-07-bridges/index.html');
  expect(html).toMatch(
    /<p>No\.\s11 &#183; <time datetime="2026-05-07">Veermonde, Thursday 7\sMay 2026<\/time>/,
  );
  expect(html).toMatch(
    /<p class="byline"><span dir="auto">From our town desk<\/span> &#183; \d+\smin read<\/p>/,
  );
  expect(html).toContain('<p class="sign-off">Until next time, and mind the bridge.<br>The editors</p>');
  const plain = sites['an odd one'].text('en/2025-12-01-gone/index.html');
  expect(plain).not.toMatch(/class="(sign-off|byline)"|No\./);
});

test('pictures have their size and several widths, and load when readers come near', async () => {
  const html = sites['this publication'].text('en/2026-11-19-november/index.html');
  const pictures = [...html.matchAll(/<picture>[\s\S]*?<\/picture>/g)].map(([markup]) => markup);
  expect(pictures).toHaveLength(3);
  for (const [index, markup] of pictures.entries()) {
    expect(markup).toMatch(/width="1200" height="675"/);
    expect(markup).toMatch(/type="image\/webp" srcset="[^"]* 480w, [^"]* 960w, [^"]* 1440w"/);
    expect(markup.includes('loading="lazy"')).toBe(index > 0);
  }
});

test.each([
  ['the pages are at the address of the site', '', 'https://tiny.example.org/en/subscribe'],
  [
    'the pages have an address of their own',
    'server: { url: https://people.example.org/ }',
    'https://people.example.org/en/subscribe',
  ],
  [
    'another form is named',
    'archive: { subscribe: https://forms.example.org/f }',
    'https://forms.example.org/f',
  ],
  ['the pages cannot be there', 'server: { url: https://people.example.org/pages }', undefined],
  ['no form is wanted', 'archive: { subscribe: false }', undefined],
])(
  'front and article pages have the sign-up form if people can subscribe: %s',
  async (_case, settings, action) => {
    const newsletter = `${tinyPublication.newsletter}${settings}\n`;
    const site = await siteOf({ ...tinyFiles, 'newsletter.yaml': newsletter });
    for (const path of ['en/index.html', 'en/spring/index.html', 'en/april/index.html']) {
      const [, found] = /<form class="subscribe" method="post" action="([^"]*)"/.exec(site.text(path)) ?? [];
      expect(found, path).toBe(action);
    }
  },
);

test('an interface text keeps a word such as "e-mail" on one line', () => {
  const page = sites['this publication'].text('nl/index.html');
  expect(page).toMatch(/Ontvang Courant per e\u2011mail\./);
  expect(page).not.toMatch(/\be-mail/i);
});

test('a page in Hebrew reads from right to left', () => {
  const page = sites['one in Hebrew'].text('he/bridge/index.html');
  expect(page).toContain('<html lang="he" dir="rtl">');
  expect(page).not.toMatch(/(margin|padding|border)-(left|right)/);
});

test('the feeds in Hebrew have their content from right to left', () => {
  const site = sites['one in Hebrew'];
  const { items } = JSON.parse(site.text('he/feed.json'));
  for (const { content_html } of items)
    expect(content_html).toMatch(/^<div lang="he" dir="rtl">[\s\S]+<\/div>$/);
  const inAtom = site
    .text('he/feed.xml')
    .match(/<content type="html">&lt;div lang=&quot;he&quot; dir=&quot;rtl&quot;&gt;/g);
  expect(inAtom).toHaveLength(items.length);
});

function linksOf(html: string): string[] {
  const attributes = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(
    ([, address = '']) => address,
  );
  const sets = [...html.matchAll(/\ssrcset="([^"]*)"/g)].flatMap(([, set = '']) =>
    set.split(',').map((each) => each.trim().split(' ')[0] ?? ''),
  );
  return [...attributes, ...sets].map((address) => address.replaceAll('&amp;', '&'));
}
