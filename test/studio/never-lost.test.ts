import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { visit } from './in-browser.ts';
import { type OpenStudio, openStudio } from './open-studio.ts';

const slug = '2026-06-01-short';
const nl = `content/${slug}/nl.yaml`;
const files = {
  [`content/${slug}/en.yaml`]:
    'kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: Short\nbody:\n  - paragraph: One.\n  - paragraph: Two.\n  - divider: true\n',
  [nl]: 'status: draft\nheadline: Kort\nbody:\n  - paragraph: Een.\n  - paragraph: Twee.\n',
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function open(
  path = `/issue/${slug}/translate?order=order`,
): Promise<{ studio: OpenStudio; page: Page }> {
  const studio = await openStudio(files);
  const { page, close } = await visit(browser, studio, path);
  onTestFinished(async () => {
    await close();
    await studio.close();
  });
  return { studio, page };
}

const headline = (page: Page) => page.getByLabel('Headline');
const part = (page: Page, key: string) => page.locator(`[data-part="${key}"]`);
const isSave = (route: Route) => route.request().method() === 'POST';

/** Holds back the answer to the next save until it is let go. */
async function holdSave(page: Page, answer: (route: Route) => Promise<void>): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isFirst = true;
  await page.route('**/api/desk/**', async (route) => {
    if (!isSave(route) || !isFirst) return route.continue();
    isFirst = false;
    await gate;
    return answer(route);
  });
  return letGo;
}

describe('text that is typed while a save is under way', () => {
  test('survives its success, and is saved after it', async () => {
    const { studio, page } = await open();
    const letGo = await holdSave(page, (route) => route.continue());
    await headline(page).fill('Eerst');
    await headline(page).press('Control+Enter');
    await part(page, 'headline').getByText('Saving').waitFor();
    await headline(page).fill('Daarna');
    letGo();
    await expect.poll(() => studio.read(nl)).toContain('headline: Eerst');
    expect(await headline(page).inputValue()).toBe('Daarna');
    await headline(page).focus();
    await headline(page).press('Control+Enter');
    await expect.poll(() => studio.read(nl)).toContain('headline: Daarna');
    await part(page, 'headline').getByText('done').waitFor();
  });

  test('survives its failure, with a mark that stays until it is saved', async () => {
    const { studio, page } = await open();
    const letGo = await holdSave(page, (route) => route.abort('connectionreset'));
    await headline(page).fill('Eerst');
    await headline(page).press('Control+Enter');
    await part(page, 'headline').getByText('Saving').waitFor();
    await headline(page).fill('Daarna');
    letGo();
    await part(page, 'headline').getByText('not saved', { exact: true }).waitFor();
    expect(await headline(page).inputValue()).toBe('Daarna');
    expect(await part(page, 'headline').getByText('done', { exact: true }).count()).toBe(0);
    expect(await studio.read(nl)).toContain('headline: Kort');
    await page.waitForTimeout(500);
    await part(page, 'headline').getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => studio.read(nl)).toContain('headline: Daarna');
    await part(page, 'headline').getByText('done', { exact: true }).waitFor();
  });

  test('does not conflict with itself when the answer was lost', async () => {
    const { studio, page } = await open();
    const letGo = await holdSave(page, async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await headline(page).fill('Eerst');
    await headline(page).press('Control+Enter');
    letGo();
    await expect.poll(() => studio.read(nl)).toContain('headline: Eerst');
    await part(page, 'headline').getByRole('button', { name: 'Try again' }).click();
    await part(page, 'headline').getByText('done', { exact: true }).waitFor();
    expect(await page.getByText('Nothing was overwritten').count()).toBe(0);
  });
});

test('text that could not be saved is sent again after a pause', async () => {
  const { studio, page } = await open();
  await page.clock.install();
  await page.route('**/api/desk/**', (route) =>
    isSave(route) ? route.abort('connectionreset') : route.continue(),
  );
  await headline(page).fill('Nog eens');
  await headline(page).press('Control+Enter');
  await part(page, 'headline').getByText('not saved', { exact: true }).waitFor();
  await page.unroute('**/api/desk/**');
  await page.clock.runFor(5000);
  await expect.poll(() => studio.read(nl)).toContain('headline: Nog eens');
  await part(page, 'headline').getByText('done', { exact: true }).waitFor();
});

test('a restarted studio accepts text that was typed in the meantime, without a reload', async () => {
  const { studio, page } = await open();
  await headline(page).waitFor();
  const again = await studio.restart();
  onTestFinished(() => again.stop());
  await headline(page).fill('Na de herstart');
  await headline(page).press('Control+Enter');
  await expect.poll(() => studio.read(nl), { timeout: 15_000 }).toContain('headline: Na de herstart');
  await part(page, 'headline').getByText('done', { exact: true }).waitFor();
  // A desk that could not be opened opens, too.
  await page.route('**/api/write/**', (route) => route.abort(), { times: 1 });
  await page.getByRole('link', { name: 'Write' }).click();
  await page.getByText('That did not work').waitFor();
  const third = await again.restart();
  onTestFinished(() => third.stop());
  await page.locator('.write-text').waitFor({ timeout: 20_000 });
});

test('text that cannot be saved while the studio is stopped is saved when it is back', async () => {
  const { studio, page } = await open();
  await headline(page).waitFor();
  await studio.stop();
  await headline(page).fill('Bewaard');
  await page.getByLabel('Paragraph 1 of 2').fill('Ook bewaard');
  await page.getByLabel('Paragraph 2 of 2').focus();
  for (const key of ['headline', 'body.0'])
    await part(page, key).getByText('not saved', { exact: true }).waitFor();
  const again = await studio.restart();
  onTestFinished(() => again.stop());
  await expect.poll(() => studio.read(nl), { timeout: 20_000 }).toContain('headline: Bewaard');
  // Both learn of the new token at the same time.
  await expect.poll(() => studio.read(nl), { timeout: 20_000 }).toContain('paragraph: Ook bewaard');
});

test('the page of a deleted issue says so, and keeps the typed text', async () => {
  const { studio, page } = await open();
  await headline(page).fill('Niet weg');
  await rm(join(studio.root, 'content', slug), { recursive: true });
  await page.getByText('There is no such issue.').waitFor();
  await page.getByRole('alert').getByText('Niet weg').waitFor();
  for (const name of ['no-such-issue', '%zz']) {
    await page.goto(`${studio.url}issue/${name}/preview`);
    await page.getByText('There is no such issue.').waitFor();
  }
});

test('an incomplete edition asks for confirmation before it is set to ready', async () => {
  const { studio, page } = await open();
  const questions: string[] = [];
  let answer = false;
  page.on('dialog', (dialog) => {
    questions.push(dialog.message());
    void (answer ? dialog.accept() : dialog.dismiss());
  });
  await page.getByRole('button', { name: 'Set to ready' }).click();
  expect(questions).toEqual(['3 of 4 parts are done. Set it to ready anyway? Only ready editions are sent.']);
  expect(await studio.read(nl)).toContain('status: draft');
  answer = true;
  await page.getByRole('button', { name: 'Set to ready' }).click();
  await expect.poll(() => studio.read(nl)).toContain('status: ready');
});

test('a divider is not there yet, parts are named by their place, and a misspelt key is mended', async () => {
  const { studio, page } = await open();
  await part(page, 'body.2').getByText('not in the file yet').waitFor();
  expect(await page.getByText('not translated').count()).toBe(0);
  await page.getByLabel('Paragraph 2 of 2').waitFor();
  await studio.edit(nl, 'headline: Kort', 'headlin: Kort');
  await page.getByRole('button', { name: 'Rename it to “headline”' }).click();
  await expect.poll(() => studio.read(nl)).toContain('headline: Kort');
});
