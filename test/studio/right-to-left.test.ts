import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { launchBrowser } from '../browser/launch.ts';
import { visit } from './in-browser.ts';
import { type OpenStudio, openStudio } from './open-studio.ts';

const newsletter = `name: Harbour news
description: News of the harbour
url: https://news.example.org
sender: { address: news@example.org, postal: Kade 1 }
languages: { source: en, editions: [en, ar, nl] }
`;
const bridge = `kind: article
date: 2026-12-01
status: draft
editions: [ar]
headline: متى يفتح الجسر!
body:
  - paragraph: تعلن *بلدية* الميناء مواعيد فتح الجسور.
`;

let studio: OpenStudio;
let browser: Browser;
beforeAll(async () => {
  const folder = join(packageRoot, 'locales/en');
  const texts = (await readdir(folder)).map(async (name) => [
    `locales/ar/${name}`,
    await readFile(join(folder, name), 'utf8'),
  ]);
  const files = { 'newsletter.yaml': newsletter, 'content/2026-12-01-bridge/ar.yaml': bridge };
  [studio, browser] = await Promise.all([
    openStudio({ ...files, ...Object.fromEntries(await Promise.all(texts)) }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await studio?.close();
});

test('an article in Arabic is written from right to left, also on a phone', async () => {
  const size = { width: 390, height: 844 };
  const { page, complaints, close } = await visit(browser, studio, '/issue/2026-12-01-bridge/write', {
    size,
  });
  await page.getByRole('textbox', { name: 'The article' }).waitFor();
  const styleOf = (element: string, property: string) =>
    page.evaluate(`getComputedStyle(document.querySelector('${element}')).${property}`);
  expect(await styleOf('.write-text', 'direction')).toBe('rtl');
  expect(await styleOf('.write-text em', 'fontStyle')).toBe('normal');
  // The title of the page begins at the left, and its dots are at the end of the words.
  expect([await styleOf('h1', 'direction'), await styleOf('h1', 'textAlign')]).toEqual(['rtl', 'left']);
  const handle = 'document.querySelector(".block-handle").getBoundingClientRect().right';
  expect(await page.evaluate(handle)).toBeLessThanOrEqual(390);
  expect(complaints).toEqual([]);
  await close();
});

test('a translation has the direction of its language, and so has its source', async () => {
  const path = '/issue/2026-05-07-bridges/translate?locale=ar';
  const { page, complaints, close } = await visit(browser, studio, path);
  const direction = (element: string) => page.locator(element).first().getAttribute('dir');
  expect(await direction('.part .source p')).toBe('ltr');
  expect(await direction('.part textarea')).toBe('rtl');
  expect(complaints).toEqual([]);
  await close();
});
