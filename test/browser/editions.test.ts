import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
