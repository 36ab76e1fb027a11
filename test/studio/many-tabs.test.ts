import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { edition, visit } from './in-browser.ts';
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

test('what changes while no tab has the stream is not missed by those that are left', async () => {
  const context = await browser.newContext({ locale: 'en' });
  const path = `content/${slug}/en.yaml`;
  const pages: Page[] = [];
  for (let at = 0; at < 3; at++) {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${studio.url}issue/${slug}/write`);
    await page.locator('.write-text').waitFor();
    pages.push(page);
  }
  const [first, ...others] = pages;
  const told = Promise.withResolvers<void>();
  await context.route('**/events', async (route) => {
    await told.promise;
    await route.continue();
  });
  await first?.close();
  const { body } = await fetch(`${studio.url}events`);
  await studio.edit(path, 'preheader: ', 'preheader: Missed? ');
  // The studio tells that the file has changed, and then that it has been read.
  for await (const chunk of body ?? []) if (String(Buffer.from(chunk)).includes('"read"')) break;
  told.resolve();
  for (const page of others) await page.getByText('Missed?').first().waitFor();
  await context.close();
});

test('two people on one desk see where the other is, and neither overwrites the other', async () => {
  const issue = '2026-11-19-november';
  const open = () => visit(browser, studio, `/issue/${issue}/translate?locale=nl&order=order`);
  const [anna, ben] = [await open(), await open()];
  for (const { page } of [anna, ben]) page.setDefaultTimeout(20_000);
  const part = (page: Page, key: string) => page.locator(`.part[data-part="${key}"]`);
  const words = (page: Page, key: string) => part(page, key).locator('textarea').first();

  await words(anna.page, 'headline').focus();
  await part(ben.page, 'headline').getByText('Somebody is here').waitFor();
  await anna.page.getByLabel('1 other page open').click();
  await anna.page.getByLabel('Your name').fill('Anna <b>');
  await anna.page.getByLabel('Your name').press('Tab');
  await words(anna.page, 'headline').focus();
  await part(ben.page, 'headline').getByText('Anna <b> is here').waitFor();
  expect(await part(ben.page, 'deck').getByText('is here').count()).toBe(0);

  // Words that Anna saves appear on Ben's desk, and his cursor stays where it is.
  await words(ben.page, 'deck').fill('Een begin van Ben');
  await words(ben.page, 'deck').press('Home');
  await part(anna.page, 'deck').getByText('Somebody is here').waitFor();
  await words(anna.page, 'headline').fill('Zeven minuten voor de brug');
  await words(anna.page, 'headline').press('Control+Enter');
  await expect.poll(() => words(ben.page, 'headline').inputValue()).toBe('Zeven minuten voor de brug');
  await ben.page.keyboard.type('Zo: ');
  expect(await words(ben.page, 'deck').inputValue()).toBe('Zo: Een begin van Ben');

  // The second to save a part is asked.
  await words(anna.page, 'deck').fill('Het einde van Anna');
  await words(anna.page, 'deck').blur();
  await expect.poll(() => studio.read(`content/${issue}/nl.yaml`)).toContain('Het einde van Anna');
  await words(ben.page, 'deck').blur();
  await part(ben.page, 'deck').getByText('Somebody has changed this in the file.').waitFor();
  expect(await studio.read(`content/${issue}/nl.yaml`)).not.toContain('Een begin van Ben');

  await words(anna.page, 'headline').focus();
  await part(ben.page, 'headline').getByText('Anna <b> is here').waitFor();
  await anna.page.close();
  await part(ben.page, 'headline').getByText('Anna <b> is here').waitFor({
    state: 'detached',
    timeout: 45_000,
  });
  expect([...anna.complaints, ...ben.complaints]).toEqual([]);
  await Promise.all([anna.close(), ben.close()]);
}, 120_000);
