import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hebrewPublication } from './hebrew-publication.ts';
import { launchBrowser } from './launch.ts';
import { findViolations, type OpenPage, openPage, widthNeeded } from './open-page.ts';
import { publishPages } from './published-pages.ts';

const pages = await publishPages('Zoë', hebrewPublication);
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(pages)('$name', ({ kind, html, ...published }) => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage(browser, { kind, html, ...published });
  });
  afterAll(() => open?.close());

  test('axe finds nothing', async () => {
    expect(await findViolations(open.page)).toEqual([]);
  });

  test('folds down to a small phone', async () => {
    for (const width of [600, 320]) expect(await widthNeeded(open.page, width)).toBe(width);
  });

  test('is written from right to left', async () => {
    await open.page.setViewportSize({ width: 700, height: 900 });
    const heading = await open.page.evaluate<Box>("inPage.box('h1')");
    expect(heading.direction).toBe('rtl');
    if (kind === 'index') return;
    expect(html).not.toMatch(/direction: ?ltr|align="left"/);
    expect(heading.textRight).toBeCloseTo(610, 0);
  });
});

describe.each(pages.filter(({ name }) => name.includes('bridge')))('$name', (published) => {
  test('has its quotes and lists on the other side', async () => {
    const open = await openPage(browser, published);
    try {
      const quote = await open.page.evaluate<Box>("inPage.box('.quote')");
      expect(quote.borders).toEqual(['0px', '4px']);
      const item = await open.page.evaluate<Box>("inPage.box('ul li')");
      expect(item.right).toBeLessThan(quote.right);
      const button = await open.page.evaluate<Box>("inPage.box('.button a')");
      expect(button.right).toBeGreaterThan(560);
    } finally {
      await open.close();
    }
  });
});

interface Box {
  readonly right: number;
  readonly textRight: number;
  readonly direction: string;
  /** The widths of the left and the right one. */
  readonly borders: readonly [string, string];
}
