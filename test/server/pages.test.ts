import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { findViolations } from '../browser/open-page.ts';
import { addReader } from './support/reader.ts';
import { startTestServer } from './support/test-server.ts';
import { fillIn } from './support/visitor.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Every kind of page, with a form that has problems too. */
async function openPages() {
  const { origin, store, links } = await startTestServer();
  const id = await addReader(store, 'zoe@example.org');
  const token = (purpose: 'unsubscribe' | 'preferences' | 'confirm' | 'export' | 'erase', locale: string) =>
    links[`${purpose}Url`](id, locale);
  return {
    origin,
    pages: (locale: string) => [
      `${origin}/${locale}/subscribe`,
      `${origin}/${locale}/preferences`,
      token('unsubscribe', locale),
      token('preferences', locale),
      token('confirm', locale),
      token('export', locale),
      token('erase', locale),
      `${origin}/${locale}/done/unsubscribed`,
      `${origin}/unsubscribe/nothing?lang=${locale}`,
    ],
  };
}

test.each([
  ['light', 'en'],
  ['dark', 'nl'],
] as const)('has nothing that axe finds, %s, in %s', async (colorScheme, locale) => {
  const { pages } = await openPages();
  const context = await browser.newContext({ colorScheme, viewport: { width: 700, height: 900 } });
  const page = await context.newPage();
  for (const url of pages(locale)) {
    await page.goto(url);
    expect(await findViolations(page, ['best-practice']), url).toEqual([]);
    expect(await page.evaluate('document.documentElement.lang')).toBe(locale);
  }
  await context.close();
});

test('axe finds nothing in a form with problems, and the problems link to their fields', async () => {
  const { origin } = await openPages();
  const context = await browser.newContext({});
  const page = await context.newPage();
  await page.goto(`${origin}/en/subscribe`);
  await page.fill('#address', 'no address');
  await page.click('button');
  expect(await findViolations(page)).toEqual([]);
  // Screen readers begin there, and the Tab key leads on to the first problem.
  await page.locator('.problems:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.locator('a:focus', { hasText: 'not a valid email address' }).waitFor();
  const wrong = '[...document.querySelectorAll(\'[aria-invalid="true"]\')].map(({ id }) => id)';
  expect(await page.evaluate(wrong)).toEqual(['address', 'agree']);
  await page.click('.problems a');
  expect(await page.evaluate('document.activeElement.id')).toBe('address');
  await context.close();
});

test('needs no script, no scrolling sideways and nothing from anywhere else', async () => {
  const { origin, pages } = await openPages();
  for (const width of [320, 390, 700]) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: true });
    const page = await context.newPage();
    const asked: string[] = [];
    const refused: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => refused.push(message.text()));
    for (const url of pages('nl')) {
      await page.goto(url);
      expect(await page.evaluate('document.documentElement.scrollWidth'), url).toBeLessThanOrEqual(width);
    }
    expect(asked.filter((url) => !url.startsWith(origin))).toEqual([]);
    expect(refused.filter((text) => /Content.Security.Policy/i.test(text))).toEqual([]);
    await context.close();
  }
});

test('can be used by the keyboard alone, and looks like the newsletter', async () => {
  const { origin } = await openPages();
  const context = await browser.newContext({ javaScriptEnabled: true });
  const page = await context.newPage();
  await page.goto(`${origin}/en/subscribe`);
  const met: unknown[] = [];
  for (let i = 0; i < 14; i++) {
    await page.keyboard.press('Tab');
    met.push(await page.evaluate('document.activeElement.id || document.activeElement.tagName'));
  }
  expect(met).toEqual(expect.arrayContaining(['address', 'name', 'list-weekly', 'agree', 'BUTTON']));
  expect(met, 'the hidden field is hidden from the keyboard too').not.toContain('website');
  const colour = (selector: string) =>
    page.evaluate(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);
  expect([await colour('.sheet'), await colour('button')]).toEqual([
    'rgb(255, 255, 255)',
    'rgb(179, 38, 30)',
  ]);
  await context.close();
});

test('erasing is apart from saving, in a separate form with a heading, below a double rule', async () => {
  const { pages } = await openPages();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(pages('en').find((url) => url.includes('/preferences/v1.')) ?? '');
  const forms = await page.evaluate(
    `[...document.forms].map((form) => [
      form.querySelector('h2')?.textContent ?? '',
      ...[...form.querySelectorAll('button')].map(({ value }) => value),
    ].join(': '))`,
  );
  expect(forms).toEqual([': save', 'Your data: export', 'Erase all your data: erase']);
  const [rule, distance] = (await page.evaluate(
    `[
      getComputedStyle(document.querySelector('[value="erase"]').form).borderTopStyle,
      document.querySelector('[value="erase"]').getBoundingClientRect().top -
        document.querySelector('[value="save"]').getBoundingClientRect().bottom,
    ]`,
  )) as [string, number];
  expect(rule).toBe('double');
  expect(distance).toBeGreaterThan(300);
  await context.close();
});

test('the answer to a form is the same page for everybody', async () => {
  const { origin } = await openPages();
  const known = await fillIn(origin, { address: 'zoe@example.org' });
  const unknown = await fillIn(origin, { address: 'nobody@example.org' });
  expect(known.headers.get('location')).toBe(unknown.headers.get('location'));
});
