import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { findViolations, widthNeeded } from '../browser/open-page.ts';
import { oddPublication } from './odd-publication.ts';
import { type Site, siteOf } from './site-of.ts';

// The pages as they lie on a disk: what works there needs neither a server nor a network.
const folder = mkdtempSync(join(tmpdir(), 'courant-pages-'));
const sites = { ours: await siteOf(), odd: await siteOf(oddPublication) };
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  for (const [name, site] of Object.entries(sites)) write(site, join(folder, name));
  browser = await launchBrowser();
  context = await browser.newContext();
  await context.route(/^https?:/, (route) => {
    // A page that is shown at any address has whole addresses, of this site.
    const [, own] = /^https:\/\/courant\.example\.org\/(pictures\/.+)/.exec(route.request().url()) ?? [];
    if (own) return route.fulfill({ path: join(folder, 'ours', own) });
    throw new Error(`A page asked for ${route.request().url()}.`);
  });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const pages = [
  'ours/en/index.html',
  'ours/en/2026-05-07-bridges/index.html',
  'ours/nl/2026-11-19-november/index.html',
  'ours/nl/years/2026/index.html',
  'ours/en/topics/veermonde/index.html',
  'ours/en/search/index.html',
  'ours/404.html',
  'odd/en/index.html',
  'odd/en/2026-03-09-spring/index.html',
  'odd/en/2025-12-01-gone/index.html',
];

describe.each(pages)('%s', (path) => {
  let page: Page;
  beforeAll(async () => {
    page = await open(path);
  });
  afterAll(() => page?.close());

  test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(page, ['best-practice'])).toEqual([]);
  });

  test('folds down to a small phone, and fills a desk', async () => {
    for (const width of [320, 390, 768, 1440]) expect(await widthNeeded(page, width)).toBe(width);
  });

  test('can be printed', async () => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    await page.emulateMedia({ media: 'screen' });
  });
});

test('a printed page: black on white, two sheets, with its address, and without parts that only work on a screen', async () => {
  const page = await open('ours/en/2026-11-19-november/index.html');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const seen = (selector: string) => page.locator(selector).first().isVisible();
  for (const selector of ['.subscribe', '.strip nav', '.end', 'footer .links', '#story-2 .on a'])
    expect(await seen(selector), selector).toBe(false);
  for (const selector of ['.contents', '.lead img', '#story-3 .thumbnail img', '#story-3 .on', '.sign-off'])
    expect(await seen(selector), selector).toBe(true);
  expect(await page.locator('footer .address').textContent()).toBe(
    'https://courant.example.org/en/2026-11-19-november/',
  );
  expect(
    await page.evaluate('getComputedStyle(document.querySelector("#story-3 .on a"), "::after").content'),
  ).toContain('https://library.example.net/things');
  const colours = await page.evaluate(
    '[document.body, document.querySelector(".sheet")].map((each) => getComputedStyle(each).backgroundColor)',
  );
  expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(255, 255, 255)']);
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
  await page.close();
});

test('a wide table is a table for a screen reader on a phone too, where its cells are blocks', async () => {
  const page = await open('ours/en/2026-05-07-bridges/index.html');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate('getComputedStyle(document.querySelector(".wide td")).display')).toBe('block');
  const session = await context.newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const count = (role: string) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
  expect([count('table'), count('row'), count('cell')]).toEqual([1, 3, 12]);
  await page.close();
});

describe('the search', () => {
  test('finds without a server: words, beginnings, with and without accents, and mistyped', async () => {
    const page = await open('odd/en/search/index.html');
    const find = async (query: string) => {
      await page.fill('#query', query);
      await page.waitForFunction("document.getElementById('count').textContent !== ''");
      await page.waitForTimeout(50);
      return page.locator('#results h2').allTextContents();
    };
    expect(await find('boats')).toEqual(['Spring & “summer” at the <harbour>']);
    expect(await find('harbo')).toEqual(['Spring & “summer” at the <harbour>']);
    expect(await find('cafe')).toEqual(['Spring & “summer” at the <harbour>']);
    expect(await find('CAF\u00c9')).toEqual(['Spring & “summer” at the <harbour>']);
    expect(await find('ferrry')).toEqual(['April in short']);
    expect(await page.locator('#results time').textContent()).toBe('1 April 2026');
    expect(await find('zeppelin')).toEqual([]);
    expect(await page.locator('#count').textContent()).toBe('No issues found.');
    expect(await findViolations(page)).toEqual([]);
    await page.close();
  });

  test('leaves out issues that were withdrawn or are not ready', async () => {
    const page = await open('odd/en/search/index.html?q=secret');
    await page.waitForFunction("document.getElementById('count').textContent !== ''");
    expect(await page.locator('#results article').count()).toBe(0);
    await page.close();
  });
});

test('an article leads on by the keyboard alone: skip, languages, search, content', async () => {
  const page = await open('ours/en/2026-05-07-bridges/index.html');
  const focused = () =>
    page.evaluate<string>(
      `(() => {
        const { activeElement: found } = document;
        return found.textContent.trim() || found.querySelector('img')?.alt;
      })()`,
    );
  const seen: string[] = [];
  for (let step = 0; step < 5; step++) {
    await page.keyboard.press('Tab');
    seen.push(await focused());
  }
  expect(seen).toEqual([
    'Skip to content',
    'Courant',
    'Nederlands',
    'Search',
    'This article has been corrected',
  ]);
  await page.close();
});

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  const [file = '', query] = path.split('?');
  const url = pathToFileURL(join(folder, file)).href;
  await page.goto(query === undefined ? url : `${url}?${query}`);
  return page;
}

function write(site: Site, to: string): void {
  for (const { path, content } of site.files.values()) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), content);
  }
}
