import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { launchBrowser } from '../browser/launch.ts';
import { findViolations } from '../browser/open-page.ts';
import { edition, scrolled, visit, widthOf } from './in-browser.ts';
import { type OpenStudio, openStudio, openStudioForTest } from './open-studio.ts';

let studio: OpenStudio;
let browser: Browser;
beforeAll(async () => {
  [studio, browser] = await Promise.all([openStudio(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await studio?.close();
});

const slug = '2026-05-07-bridges';
const home = `/issue/${slug}/preview`;

describe('the preview', () => {
  test('shows both editions, follows a save in place, and keeps its scroll', async () => {
    const { page, complaints, close } = await visit(browser, studio, home);
    await edition(page, 'nl').getByText('Veermonde zet brugtijden online').waitFor();
    await edition(page, 'en').getByText('How to get the times').scrollIntoViewIfNeeded();
    await expect.poll(() => scrolled(page, 'en')).toBeGreaterThan(500);
    const before = await scrolled(page, 'en');
    // If the page were loaded again, the mark would be gone.
    await edition(page, 'en')
      .locator('body')
      .evaluate((body) => body.setAttribute('data-mark', 'same page'));
    await studio.edit(`content/${slug}/en.yaml`, 'How to get the times', 'How to have the times');
    await edition(page, 'en').getByText('How to have the times').waitFor();
    expect(Math.abs((await scrolled(page, 'en')) - before)).toBeLessThan(5);
    expect(await page.locator('edition-frame iframe').count()).toBe(2);
    await studio.edit(`content/${slug}/en.yaml`, 'How to have the times', 'How to get the times');
    await edition(page, 'en').getByText('How to get the times').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('scrolls the editions together, block by block', async () => {
    const { page, close } = await visit(browser, studio, home);
    await edition(page, 'nl').getByText('Zeven minuten voor de slagboom').waitFor();
    await edition(page, 'en')
      .getByText('Seven minutes at the barrier')
      .evaluate((heading) => heading.scrollIntoView());
    const topOf = (locale: string, text: string) =>
      edition(page, locale)
        .getByText(text)
        .evaluate((heading) => heading.getBoundingClientRect().top);
    await expect
      .poll(async () => Math.abs(await topOf('nl', 'Zeven minuten voor de slagboom')))
      .toBeLessThan(160);
    await close();
  });

  test('shows a broken file\u2019s problem over the last good rendering, with a link to its line', async () => {
    const { page, close } = await visit(browser, studio, home);
    await edition(page, 'nl').getByText('Veermonde zet brugtijden online').waitFor();
    const before = await studio.read(`content/${slug}/nl.yaml`);
    await studio.edit(`content/${slug}/nl.yaml`, 'headline: Veermonde', 'headline: [Veermonde');
    const banner = page.getByRole('region', { name: 'Dutch' }).locator('.banner');
    const announced = banner.getByRole('alert');
    await announced.getByText('This is the last rendering without errors').waitFor();
    expect(await announced.textContent()).toMatch(/^1 error\. The file has a problem\./);
    expect(await banner.getByRole('link').first().getAttribute('href')).toMatch(
      new RegExp(`^vscode://file/.*content/${slug}/nl\\.yaml:6:\\d+$`),
    );
    expect(await banner.locator('pre').first().textContent()).toContain('headline: [Veermonde');
    expect(await edition(page, 'nl').getByText('Veermonde zet brugtijden online').count()).toBeGreaterThan(0);
    await studio.write(`content/${slug}/nl.yaml`, before);
    await banner.waitFor({ state: 'detached' });
    await close();
  });

  test('mends a problem of an article by a button, and undoes it', async () => {
    const file = `content/${slug}/en.yaml`;
    const before = await studio.read(file);
    const { page, complaints, close } = await visit(browser, studio, `/issue/${slug}/problems`);
    await studio.edit(file, 'How to get the times', 'How to  get the times');
    const damaged = await studio.read(file);
    const mend = page
      .locator('.problem', { hasText: 'pasted-space' })
      .getByRole('button', { name: 'Fix it' });
    await mend.click();
    await expect.poll(() => studio.read(file)).toBe(before);
    await mend.waitFor({ state: 'detached' });
    const notice = page.getByRole('status').filter({ hasText: 'Fixed in en.yaml.' });
    expect(await findViolations(page)).toEqual([]);
    await notice.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => studio.read(file)).toBe(damaged);
    await mend.waitFor();
    await studio.write(file, before);
    await mend.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  test('shows everything else of an edition, by the keyboard alone', async () => {
    const { page, close } = await visit(browser, studio, home);
    await edition(page, 'en').getByText('puts its bridge times online').first().waitFor();
    const fontOf = () =>
      edition(page, 'en')
        .locator('h1')
        .evaluate((headline) => headline.style.fontFamily);
    await page.getByRole('button', { name: 'View: Mail, Desktop, Light' }).press('Enter');
    await page.getByLabel('Theme').selectOption('magazine');
    await expect.poll(fontOf).toContain('Didot');
    await page.getByLabel('Theme').selectOption('As in newsletter.yaml');
    await expect.poll(fontOf).not.toContain('Didot');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByLabel('Theme').isVisible()).toBe(false);
    // The focus is on the button again, where single keys work.
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('i');
    await expect.poll(() => edition(page, 'en').locator('img').first().getAttribute('src')).toBe(null);
    await page.keyboard.press('d');
    await expect.poll(() => page.url()).toContain('scheme=dark');
    await page.keyboard.press('w');
    await expect.poll(() => page.url()).toContain('width=phone');
    await expect.poll(() => widthOf(page)).toBe(375);
    await page.keyboard.press('v');
    await page.keyboard.press('v');
    await edition(page, 'en').locator('pre').getByText('puts its bridge times online').first().waitFor();
    await page.keyboard.press('v');
    await page.getByRole('region', { name: 'Source' }).first().waitFor();
    await page.keyboard.press('v');
    await page.getByText('List-Unsubscribe', { exact: true }).first().waitFor();
    await page.keyboard.press('4');
    await page.getByText('No problems.').waitFor();
    await page.keyboard.press('m');
    await page.getByText('The outbox is empty').waitFor();
    await close();
  });

  test('is the view of its address, and remembers the choices', async () => {
    const { page, close } = await visit(browser, studio, `${home}?view=text&scheme=dark&editions=nl`);
    await edition(page, 'nl').locator('pre').waitFor();
    expect(await page.locator('.pane').count()).toBe(1);
    await page.getByRole('button', { name: 'View: Text' }).click();
    await page.getByRole('button', { name: 'Tablet' }).click();
    await page.goto(`${studio.url}?view=mail`);
    await page.getByRole('button', { name: 'View: Mail, Tablet, Light' }).waitFor();
    await close();
  });

  test('has the width that a person drags it to, and the keyboard moves too', async () => {
    const { page, close } = await visit(browser, studio, `${home}?editions=en&width=500&zoom=100`);
    const width = () => widthOf(page);
    await expect.poll(width).toBe(500);
    const handle = page.getByRole('button', { name: 'Drag to change the width' });
    await handle.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(width).toBe(510);
    const box = await handle.boundingBox();
    if (!box) throw new Error('The handle cannot be seen.');
    await page.mouse.move(box.x + 4, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x - 46, box.y + 100, { steps: 3 });
    await page.mouse.up();
    await expect.poll(width).toBe(410);
    await close();
  });

  test('marks the block with a problem, and opens its line', async () => {
    const { page, close } = await visit(browser, studio, home);
    await edition(page, 'en').getByText('puts its bridge times online').first().waitFor();
    const before = await studio.read(`content/${slug}/en.yaml`);
    await studio.edit(
      `content/${slug}/en.yaml`,
      'Little changes for skippers.',
      'Little changes for <b>skippers</b>.',
    );
    const mark = page.getByRole('region', { name: 'English' }).locator('.gutter a.warning');
    await mark.waitFor({ state: 'attached' });
    expect(await mark.getAttribute('aria-label')).toContain('HTML');
    expect(await mark.getAttribute('href')).toMatch(/en\.yaml:\d+:\d+$/);
    expect(await findViolations(page)).toEqual([]);
    await studio.write(`content/${slug}/en.yaml`, before);
    await mark.waitFor({ state: 'detached' });
    await close();
  });

  test('opens the block that was clicked in the editor and on the desk', async () => {
    const { page, close } = await visit(browser, studio, home);
    await edition(page, 'en').getByText('Seven minutes at the barrier').click();
    const tools = page.getByRole('group', { name: 'Selected block' });
    expect(await tools.getByRole('link', { name: /^English, line/ }).getAttribute('href')).toMatch(
      /en\.yaml:\d+:1$/,
    );
    await tools.getByRole('link', { name: 'Translate' }).click();
    await page.locator('[data-part="body.4"].chosen').waitFor();
    await close();
  });
});

test('an edition keeps its colours when it moves beside another one that comes back', async () => {
  const newsletter = await readFile(join(packageRoot, 'newsletter.yaml'), 'utf8');
  const order = newsletter.replace('editions: [en, nl]', 'editions: [nl, en]');
  const open = await openStudioForTest({ 'newsletter.yaml': order });
  const { page, close } = await visit(browser, open, home);
  await edition(page, 'en').getByText('How to get the times').waitFor();
  const frame = 'document.querySelector("edition-frame[data-locale=en] iframe")';
  const colour = () =>
    page.evaluate<string>(`getComputedStyle(${frame}.contentDocument.body).backgroundColor`);
  const light = await colour();
  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByLabel('Shown as').selectOption('dark');
  await expect.poll(colour).not.toBe(light);
  const dark = await colour();
  const file = `content/${slug}/nl.yaml`;
  const text = await open.read(file);
  await rm(join(open.root, file));
  await page.getByText('This issue has no edition in this language.').waitFor();
  await open.write(file, text);
  await edition(page, 'nl').getByText('Veermonde zet brugtijden online').waitFor();
  await open.edit(file, 'Veermonde zet brugtijden online', 'Veermonde zet tijden online');
  await edition(page, 'nl').getByText('Veermonde zet tijden online').waitFor();
  await expect.poll(colour).toBe(dark);
  await close();
});

test('a new logo shows, although it is in a folder of its own', async () => {
  const drawing = (width: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="40"><rect width="9" height="9"/></svg>`;
  const newsletter = await readFile(join(packageRoot, 'newsletter.yaml'), 'utf8');
  const open = await openStudioForTest({
    'assets/logo.svg': drawing(40),
    'newsletter.yaml': newsletter.replace('content/logo.svg', 'assets/logo.svg'),
  });
  const logo = async () => {
    const html = await (await fetch(`${open.url}preview/2026-05-07-bridges/en`)).text();
    return /\/pictures\/assets\/logo[^"]+/.exec(html)?.[0];
  };
  const before = await logo();
  expect(before).toBeDefined();
  await open.write('assets/logo.svg', drawing(60));
  await expect.poll(logo).not.toBe(before);
});

test('a logo shows when it comes after its name, with the folders that it is in', async () => {
  const open = await openStudioForTest();
  const problems = async () => {
    const { problems } = (await (await fetch(`${open.url}api/issues`)).json()) as {
      problems: readonly { readonly code: string }[];
    };
    return problems.map(({ code }) => code);
  };
  await open.edit('newsletter.yaml', 'content/logo.svg', 'brand/marks/logo.svg');
  await expect.poll(problems).toEqual(['asset-missing']);
  const drawing = await open.read('content/logo.svg');
  for (let time = 0; time < 2; time++) {
    await mkdir(join(open.root, 'brand/marks'), { recursive: true });
    await open.write('brand/marks/logo.svg', drawing);
    await expect.poll(problems).toEqual([]);
    // As when git checks out a branch without the folder.
    await rm(join(open.root, 'brand'), { recursive: true });
    await expect.poll(problems).toEqual(['asset-missing']);
  }
});
