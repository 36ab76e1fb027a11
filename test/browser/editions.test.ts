import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AxeTab, openTab, version } from '../../pipeline/check/browser/axe.ts';
import { checkBrowser } from '../../pipeline/check/check-browser.ts';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { uncached } from '../../pipeline/editions/convert-picture.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { placed, repository } from '../editions/publish.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { launchBrowser } from './launch.ts';
import { findViolations, type OpenPage, openPage, widthNeeded } from './open-page.ts';
import { publishPages } from './published-pages.ts';

// Longer than anyone is called, with a part that has no place to break: it has to fold all the same.
const longName = `Zoë ${'van der Heijden-Oosterhuis '.repeat(3)}${'x'.repeat(80)}`;
const pages = await publishPages(longName);
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(pages)('$name', (published) => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage(browser, published);
  });
  afterAll(() => open?.close());

  test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
    await open.page.emulateMedia({ colorScheme });
    // Landmarks are a page's own affair: a message is shown within the mail program's.
    const extraRules = published.kind === 'mail' ? [] : ['best-practice'];
    expect(await findViolations(open.page, extraRules)).toEqual([]);
  });

  test('folds down to a small phone', async () => {
    for (const width of [600, 360, 320]) expect(await widthNeeded(open.page, width)).toBe(width);
  });

  test.runIf(published.kind === 'mail')('folds down while its pictures are blocked', async () => {
    const blocked = await openPage(browser, { ...published, pictures: new Map() });
    expect(await widthNeeded(blocked.page, 320)).toBe(320);
    await blocked.close();
  });

  test('can be read aloud', async () => {
    const found = await open.page.evaluate<Structure>('inPage.structure()');
    expect(found.lang).toBe(published.locale);
    if (published.kind !== 'index') expect(found.outermost).toEqual([published.locale, 'ltr']);
    expect(found.tablesWithoutRole).toEqual([]);
    expect(found.headings.filter((level) => level === 1)).toEqual([1]);
    for (const [index, level] of found.headings.entries()) {
      expect(level).toBeLessThanOrEqual((found.headings[index - 1] ?? 0) + 1);
    }
    for (const { alt, width } of found.images) {
      expect(alt).not.toBe('');
      // Mail shows a picture as wide as its text; a page tells the size of the file, and CSS does the rest.
      if (published.kind === 'index') expect(width).toMatch(/^\d+$/);
      else expect(alt === 'Courant' ? ['240'] : ['520', '144']).toContain(width);
    }
    for (const text of found.links) expect(text).not.toMatch(/^(here|hier|more|meer|link)?$/i);
  });

  test('has no text too small to read', async () => {
    const sizes = await open.page.evaluate<number[]>('inPage.textSizes()');
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(13);
  });

  test('is dark from edge to edge on a dark screen', async () => {
    await open.page.emulateMedia({ colorScheme: 'dark' });
    await open.page.setViewportSize({ width: 1000, height: 900 });
    const shades = await open.page.evaluate<Shade[]>('inPage.backgrounds()');
    expect(shades.filter(({ lightness }) => lightness > 0.2)).toEqual([]);
  });

  test('asks for nothing that is not the publication\u2019s own', () => {
    expect(open.strangers).toEqual([]);
  });
});

describe.each(pages.filter(({ kind }) => kind === 'mail'))(
  '$name, in programs that are no browser',
  (published) => {
    let open: OpenPage;
    beforeAll(async () => {
      open = await openPage(browser, published, { withoutStyles: true });
    });
    afterAll(() => open?.close());

    test('axe finds nothing where <style> is taken out', async () => {
      expect(await findViolations(open.page)).toEqual([]);
    });

    test('folds down to a small phone all the same', async () => {
      for (const width of [600, 360, 320]) expect(await widthNeeded(open.page, width)).toBe(width);
    });

    test('is dark in Outlook\u2019s own dark mode', async () => {
      const styled = await openPage(browser, published);
      try {
        await styled.page.evaluate('inPage.darkenAsOutlook()');
        const shades = await styled.page.evaluate<Shade[]>('inPage.backgrounds()');
        expect(shades.filter(({ lightness }) => lightness > 0.2)).toEqual([]);
        expect(await findViolations(styled.page)).toEqual([]);
      } finally {
        await styled.close();
      }
    });

    test('keeps its preheader out of sight', async () => {
      expect(published.html).toContain('&#847;');
      expect(await open.page.evaluate('document.body.innerText')).not.toContain('\u034f');
    });
  },
);

interface Structure {
  readonly lang: string;
  readonly outermost: readonly (string | null)[];
  readonly tablesWithoutRole: readonly string[];
  readonly headings: readonly number[];
  readonly images: readonly { readonly alt: string; readonly width: string | null }[];
  readonly links: readonly string[];
}

interface Shade {
  readonly where: string;
  readonly lightness: number;
}

describe('check --browser', () => {
  const kept = join(mkdtempSync(join(tmpdir(), 'courant-browser-')), 'kept.json');
  afterAll(() => {
    rmSync(dirname(kept), { recursive: true, force: true });
    elsewhere.close();
  });
  let asked = 0;
  const elsewhere = createServer((_, response) => {
    asked += 1;
    response.end();
  });
  beforeAll(() => new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve)));
  const filesOf = (): Record<string, string | Uint8Array> => ({
    ...tinyFiles,
    'templates/email/blocks/quote.mjml.hbs': `<mj-text css-class="block pale" color="#cccccc">{{quote}} <img src="http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/pixel.png" alt=""></mj-text>\n`,
    'templates/archive/blocks/list.html.hbs':
      '<p{{#if id}} id="{{id}}"{{/if}}><a href="https://example.org/"></a>{{#each list}}{{this}} {{/each}}</p>\n',
  });

  async function check(open: () => Promise<AxeTab>) {
    const report = new Report();
    const roots = { package: repository, publication: memoryFiles(filesOf()) };
    const { publication, issues } = await checkPublication(roots, new Report(), {
      asOf: 0,
      choose: () => [],
    });
    if (publication === undefined) throw new Error('The publication could not be read.');
    const { signal } = new AbortController();
    const pictures = uncached;
    const options = { files: roots.publication, pictures, kept, isWhole: true, version, signal, open };
    await checkBrowser(publication, issues, options, report);
    return report.problems.map((each) => `${placed(each)} ${each.message}`);
  }

  test('reports each rule once a place: the line of a block, or of a template', async () => {
    const found = await check(() => openTab(browser));
    const contrast = 'Element has insufficient color contrast of 1.6';
    const noName = 'Element is in tab order and does not have accessible text (on the page).';
    expect(found).toEqual([
      expect.stringContaining(
        `axe/color-contrast templates/email/blocks/quote.mjml.hbs:1:20 \u201cWe are glad.\u201d: ${contrast}`,
      ),
      `axe/link-name content/spring/en.yaml:13:5 ${noName}`,
      `axe/link-name content/spring/nl.yaml:9:5 ${noName}`,
    ]);
    expect(found[0]).toMatch(/\(in the mail, in light mode\)\. The same for 1 more element\.$/);
    expect(asked).toBe(0);
    const unopened = () => Promise.reject(new Error('Everything was kept.'));
    expect(await check(unopened)).toEqual(found);
  });
});
