import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { listRevisions } from '../../pipeline/studio/revisions.ts';
import { launchBrowser } from '../browser/launch.ts';
import { findViolations } from '../browser/open-page.ts';
import { visit } from './in-browser.ts';
import { type OpenStudio, openStudio } from './open-studio.ts';
import { commitAll, forgetGitSettings, initRepository } from './repository.ts';

const slug = '2026-05-07-bridges';
const file = `content/${slug}/en.yaml`;

let browser: Browser;
let studio: OpenStudio;
let first: string;
beforeAll(async () => {
  forgetGitSettings();
  [browser, studio] = await Promise.all([launchBrowser(), openStudio()]);
  first = await initRepository(studio.root);
  await studio.edit(file, 'Seven minutes at the barrier', 'Eight minutes at the barrier');
  await commitAll(studio.root, 'Eight minutes');
});
afterAll(async () => {
  await browser?.close();
  await studio?.close();
  vi.unstubAllEnvs();
});

async function open(query: string): Promise<Page> {
  const { page, close, complaints } = await visit(browser, studio, `/issue/${slug}/compare?${query}`);
  onTestFinished(async () => {
    await close();
    expect(complaints).toEqual([]);
  });
  return page;
}

/** The controls of the comparison open from the row of the tabs. */
const openChoices = (page: Page) => page.getByRole('button', { name: /^View: / }).click();

const frames = (page: Page) => ({
  before: page.frameLocator('.pane:first-child iframe'),
  now: page.frameLocator('.pane:last-child iframe'),
});

test('with a commit side by side, from the list or by its name, and counts the blocks that differ', async () => {
  const page = await open(`with=@${first}`);
  const { before, now } = frames(page);
  await before.getByText('Seven minutes at the barrier').waitFor();
  await now.getByText('Eight minutes at the barrier').waitFor();
  await page.getByText('1 block differs').waitFor();
  await openChoices(page);
  expect(await findViolations(page)).toEqual([]);
  await page
    .getByRole('combobox', { name: 'Compare with' })
    .selectOption({ label: await labelOf(page, 'Eight') });
  await page.getByText('They look the same.').waitFor();
  await page.getByLabel('Branch, tag or commit').fill(first.slice(0, 9));
  await page.keyboard.press('Enter');
  await before.getByText('Seven minutes at the barrier').waitFor();
  await page.getByText('1 block differs').waitFor();
  await page.getByLabel('Branch, tag or commit').fill('no-such-branch');
  await page.keyboard.press('Enter');
  await page.getByText('git has no revision "no-such-branch" here.').waitFor();
});

/** The text of the option that has this piece in it. */
async function labelOf(page: Page, piece: string): Promise<string> {
  const options = await page
    .getByRole('combobox', { name: 'Compare with' })
    .locator('option')
    .allTextContents();
  return options.find((text) => text.includes(piece)) ?? '';
}

test('by words', async () => {
  const page = await open(`with=@${first}&mode=words`);
  await page.locator('.diff').waitFor();
  expect(await page.locator('.diff del').allTextContents()).toEqual(['Seven']);
  expect(await page.locator('.diff ins').allTextContents()).toEqual(['Eight']);
  await page.getByRole('button', { name: 'Next difference' }).click();
  await expect.poll(() => isInView(page, page.locator('.diff del'))).toBe(true);
});

test('as an overlay with adjustable opacity, by the keyboard', async () => {
  const page = await open(`with=@${first}&mode=overlay`);
  await frames(page).now.getByText('Eight minutes at the barrier').waitFor();
  const slider = page.getByRole('slider', { name: 'Opacity of the current version' });
  await slider.focus();
  await page.keyboard.press('End');
  expect(await slider.getAttribute('aria-valuetext')).toBe('100 %');
  const opacity = () =>
    page.evaluate<string>("getComputedStyle(document.querySelector('.pane:last-child')).opacity");
  expect(await opacity()).toBe('1');
  await page.keyboard.press('Home');
  expect(await opacity()).toBe('0');
  expect(await findViolations(page)).toEqual([]);
});

test('by their difference: equal parts are pale, different parts are dark', async () => {
  const page = await open(`with=@${first}&mode=side`);
  await page.getByText('1 block differs').waitFor();
  await openChoices(page);
  await page.getByRole('button', { name: 'Difference', exact: true }).press('Enter');
  await page.keyboard.press('Escape');
  const { now } = frames(page);
  const changed = now.getByRole('heading', { name: 'Eight minutes at the barrier' });
  expect(await isInView(page, changed)).toBe(false);
  await page.getByRole('button', { name: 'Next difference' }).press('Enter');
  await expect.poll(() => isInView(page, changed)).toBe(true);
  await expect.poll(() => darkest(page, changed)).toBeLessThan(80);
  const same = now.locator('[data-block]').nth(1);
  await same.scrollIntoViewIfNeeded();
  await expect.poll(() => darkest(page, same)).toBeGreaterThan(200);
  expect(await findViolations(page)).toEqual([]);
});

test('what is in no version is marked, and saved with a sentence and an author', async () => {
  const page = await open('');
  const before = await studio.read(file);
  await studio.write(file, `${before}# A remark.\n`);
  const mark = page.getByRole('button', { name: '1 change not saved as a version' });
  await mark.click();
  const form = page.getByRole('dialog', { name: 'Save this version' });
  const sentence = form.getByLabel('What has changed, in a sentence');
  expect(await sentence.inputValue()).toBe('Veermonde puts its bridge times online: text');
  await sentence.fill('A remark at the end');
  await form.getByRole('button', { name: 'Save this version' }).click();
  await form.getByText('Give a name and an address').waitFor();
  await form.getByLabel('Your name').fill('Anna');
  await form.getByLabel('Your email address').fill('anna@example.org');
  expect(await findViolations(page)).toEqual([]);
  await sentence.press('Tab');
  await form.getByRole('button', { name: 'Save this version' }).press('Enter');
  await page.getByText('Saved as version').waitFor();
  await mark.waitFor({ state: 'detached' });
  const [latest] = await listRevisions(studio.root, slug);
  expect(latest?.subject).toBe('A remark at the end');
});

async function isInView(page: Page, element: Locator): Promise<boolean> {
  const box = await element.first().boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  return box !== null && box.y > 0 && box.y + box.height < height;
}

/** The darkest pixel where an element is seen, from 0 to 255. */
async function darkest(page: Page, element: Locator): Promise<number> {
  const box = await element.boundingBox();
  if (box === null) return -1;
  const { data } = await sharp(await page.screenshot({ clip: box }))
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Math.min(...data);
}
