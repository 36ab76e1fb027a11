import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { hebrewPublication } from '../browser/hebrew-publication.ts';
import { repository } from '../editions/publish.ts';
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

const sites = {
  'this publication': await siteOf(),
  'an odd one': await siteOf(oddPublication),
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
    const report = await validator.validateString(withoutNeededRoles(site.text(path)));
    const said = report.results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
    );
    expect(said).toEqual([]);
  });

  test('lead nowhere that is not there', () => {
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

  test('ask nobody else for anything, and keep nothing', () => {
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

test('pictures say how large they are, come in several widths, and wait until they are near', async () => {
  const html = sites['this publication'].text('en/2026-11-19-november/index.html');
  const pictures = [...html.matchAll(/<picture>[\s\S]*?<\/picture>/g)].map(([markup]) => markup);
  expect(pictures).toHaveLength(3);
  for (const [index, markup] of pictures.entries()) {
    expect(markup).toMatch(/width="1200" height="675"/);
    expect(markup).toMatch(/type="image\/webp" srcset="[^"]* 480w, [^"]* 960w, [^"]* 1440w"/);
    expect(markup.includes('loading="lazy"')).toBe(index > 0);
  }
});

test('a page in Hebrew reads from right to left', () => {
  const page = sites['one in Hebrew'].text('he/bridge/index.html');
  expect(page).toContain('<html lang="he" dir="rtl">');
  expect(page).not.toMatch(/(margin|padding|border)-(left|right)/);
});

/**
 * A narrow screen shows the cells of a wide table as blocks, and some browsers then forget that it is a table: only
 * there, the roles that its elements have anyway are written out.
 */
function withoutNeededRoles(html: string): string {
  return html.replaceAll(/<table class="data wide"[\s\S]*?<\/table>/g, (table) =>
    table.replaceAll(/ role="(table|rowgroup|row|columnheader|cell)"/g, ''),
  );
}

function linksOf(html: string): string[] {
  const attributes = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(
    ([, address = '']) => address,
  );
  const sets = [...html.matchAll(/\ssrcset="([^"]*)"/g)].flatMap(([, set = '']) =>
    set.split(',').map((each) => each.trim().split(' ')[0] ?? ''),
  );
  return [...attributes, ...sets].map((address) => address.replaceAll('&amp;', '&'));
}
