import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { edition } from './in-browser.ts';
import { type OpenStudio, openStudio } from './open-studio.ts';

let studio: OpenStudio;
let browser: Browser;
const slug = '2026-05-07-bridges';
beforeAll(async () => {
  [studio, browser] = await Promise.all([openStudio(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await studio?.close();
});

test('seven tabs share one stream of events, and another takes it over when its tab is closed', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en' });
  let streams = 0;
  context.on('request', (request) => {
    if (request.url().endsWith('/events')) streams++;
  });
  const pages = [];
  for (let at = 0; at < 7; at++) {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${studio.url}issue/${slug}/preview?editions=en`);
    await edition(page, 'en').getByText('Seven minutes at the barrier').waitFor();
    pages.push(page);
  }
  expect(streams).toBe(1);
  await studio.edit(
    `content/${slug}/en.yaml`,
    'Seven minutes at the barrier',
    'Eight minutes at the barrier',
  );
  for (const page of pages) await edition(page, 'en').getByText('Eight minutes at the barrier').waitFor();
  const [first, ...others] = pages;
  await first?.close();
  await expect.poll(() => streams).toBe(2);
  await studio.edit(`content/${slug}/en.yaml`, 'Eight minutes at the barrier', 'Nine minutes at the barrier');
  for (const page of others) await edition(page, 'en').getByText('Nine minutes at the barrier').waitFor();
  await context.close();
}, 90_000);
