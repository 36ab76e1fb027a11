import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { OpenStudio } from './open-studio.ts';

export interface Visit {
  readonly locale?: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly dark?: boolean;
}

/** A person's page of the studio, in a profile of its own. What the page complains of fails the visit. */
export async function visit(
  browser: Browser,
  studio: OpenStudio,
  path: string,
  { locale = 'en', size = { width: 1280, height: 720 }, dark = false }: Visit = {},
): Promise<{ page: Page; complaints: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: size, locale, colorScheme: dark ? 'dark' : 'light' });
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    // A conflict or a refusal is an answer of its own, and browsers call every such answer an error.
    if (message.type() === 'error' && !/status of 4(04|09|22)/.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(studio.url + path.replace(/^\//, ''));
  return { page, complaints, close: () => context.close() };
}

/** The view of an edition. */
export function edition(page: Page, locale: string): FrameLocator {
  return page.frameLocator(`edition-frame[data-locale="${locale}"] iframe`);
}

/** How far a view is scrolled. */
export function scrolled(page: Page, locale: string): Promise<number> {
  const script = `document.querySelector('edition-frame[data-locale="${locale}"] iframe')?.contentDocument?.scrollingElement?.scrollTop ?? -1`;
  return page.evaluate<number>(script);
}

/** The width that a view is laid out at. */
export function widthOf(page: Page): Promise<number> {
  return page.evaluate<number>("document.querySelector('edition-frame').offsetWidth");
}
