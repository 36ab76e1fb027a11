import type { Browser } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { findViolations } from '../browser/open-page.ts';
import { startTestServer } from './support/test-server.ts';
import { fillIn, until } from './support/visitor.ts';

const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120" viewBox="0 0 480 120">
  <rect width="480" height="120" rx="12" fill="#b3261e"/>
</svg>`;
const withLogo = { newsletter: 'theme: { logo: assets/logo.svg }', files: { 'assets/logo.svg': logo } };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

test('the logo replaces the name, comes from the pages\u2019 own address, and is cached forever', async () => {
  const { origin } = await startTestServer(withLogo);
  const answer = await fetch(`${origin}/nl/subscribe`);
  expect(answer.headers.get('content-security-policy')).toMatch(/img-src 'self'/);
  const page = await answer.text();
  const [image = '', path = ''] = /<img src="([^"]+)"[^>]*>/.exec(page) ?? [];
  expect(image).toContain('alt="De Kade"');
  expect(path).toMatch(/^\/subscribe\/logo-[0-9a-f]{10}\.png$/);
  const picture = await fetch(`${origin}${path}`);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(picture.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
  expect(
    Buffer.from(await picture.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect((await fetch(`${origin}/subscribe/logo-0000000000.png`)).status).toBe(404);
});

test('without a logo no picture is allowed at all', async () => {
  const { origin } = await startTestServer();
  const answer = await fetch(`${origin}/en/subscribe`);
  expect(answer.headers.get('content-security-policy')).not.toContain('img-src');
  expect(await answer.text()).not.toContain('<img');
});

test.each([
  ['light', 320],
  ['dark', 900],
] as const)(
  'a browser shows it in %s colours, %i pixels wide, and moves nothing when it comes',
  async (colorScheme, width) => {
    const { origin } = await startTestServer(withLogo);
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    await page.goto(`${origin}/en/subscribe`);
    expect(refused).toEqual([]);
    expect(await page.evaluate('document.querySelector(".nameplate img").naturalWidth')).toBe(600);
    const { width: shown, height } = (await page.evaluate(
      '(({ width, height }) => ({ width, height }))(document.querySelector(".nameplate img").getBoundingClientRect())',
    )) as { width: number; height: number };
    expect([shown, height]).toEqual([240, 60]);
    expect(await findViolations(page, ['best-practice'])).toEqual([]);
    await context.close();
  },
);

test('a mail of the pages has the nameplate of the editions: the logo over a double rule, from the pages\u2019 address', async () => {
  const { origin, mails } = await startTestServer(withLogo);
  await fillIn(origin, { address: 'zoe@example.org' }, 'nl');
  await until(() => mails.length === 1);
  const { html = '' } = await PostalMime.parse(mails[0]?.raw ?? '');
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 800 } });
    const page = await context.newPage();
    await page.setContent(html, { waitUntil: 'load' });
    expect(await page.locator('img').getAttribute('src')).toMatch(
      new RegExp(`^${origin}/subscribe/logo-[0-9a-f]{10}\\.png$`),
    );
    expect(
      await page.evaluate(
        '(({ alt, naturalWidth, width, height }) => [alt, naturalWidth, width, height])(document.images[0])',
      ),
    ).toEqual(['De Kade', 600, 240, 60]);
    const [top, bottom] = (await page.evaluate(
      '(({ borderTop, borderBottom }) => [borderTop, borderBottom])(getComputedStyle(document.querySelector(".rule")))',
    )) as [string, string];
    expect(top).toMatch(/^4px solid rgb/);
    expect(bottom).toBe(top.replace('4px', '1px'));
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await context.close();
  }
});
