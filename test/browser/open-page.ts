import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { PublishedPage } from './published-pages.ts';

export interface OpenPage {
  readonly page: Page;
  /** Addresses that were asked for and are not the publication's own. */
  readonly strangers: readonly string[];
  close(): Promise<void>;
}

/** Opens a page in a browser of its own kind; `withoutStyles` as in mail programs that take out <style>. */
export async function openPage(
  browser: Browser,
  { html, pictures }: PublishedPage,
  { withoutStyles = false } = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 700, height: 900 } });
  const strangers: string[] = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    const picture = pictures.get(url);
    if (picture) return route.fulfill({ body: Buffer.from(picture) });
    strangers.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  await page.addInitScript({ path: join(import.meta.dirname, './in-page.js') });
  await page.goto('about:blank');
  const shown = withoutStyles ? html.replace(/<style[\s\S]*?<\/style>/g, '') : html;
  await page.setContent(shown, { waitUntil: 'load' });
  return { page, strangers, close: () => context.close() };
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const axeRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds against WCAG 2.2 AA, a line each: the rule and the element. */
export async function findViolations(page: Page, extraRules: readonly string[] = []): Promise<string[]> {
  const known = await page.evaluate('typeof axe');
  if (known === 'undefined') await page.evaluate(await readFile(axeFile, 'utf8'));
  const tags = JSON.stringify([...axeRules, ...extraRules]);
  const results = (await page.evaluate(`axe.run({ runOnly: ${tags} })`)) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Widens or narrows the window and gives the width that the page then needs. */
export async function widthNeeded(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 900 });
  return (await page.evaluate('document.documentElement.scrollWidth')) as number;
}
