import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import type { IssueDetail, Overview } from '../../pipeline/studio/protocol/issues.ts';
import { launchBrowser } from '../browser/launch.ts';
import { edition, visit } from './in-browser.ts';
import { type OpenStudio, openStudioForTest } from './open-studio.ts';
import { commitAll, initRepository } from './repository.ts';

const slug = '2026-05-07-bridges';
const file = `content/${slug}/nl.yaml`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

test('an edition that was broken from the start is shown as in git, below its mistake', async () => {
  const studio = await openStudioForTest();
  await initRepository(studio.root);
  await studio.edit(file, 'headline: ', 'headline: [');
  // The commit before is the last one that can be rendered.
  await commitAll(studio.root, 'Broken');
  await expect.poll(() => errorsIn(studio)).toBeGreaterThan(0);

  const { page, close } = await visit(browser, studio, `/issue/${slug}/preview`);
  onTestFinished(close);
  await page.getByText(/The file has a problem\. This is the rendering from the commit of .*\./).waitFor();
  await page.locator('.banner .problem pre').first().waitFor();
  const headline = edition(page, 'nl').getByRole('heading', { level: 1 });
  await expect.poll(() => headline.textContent()).toBe('Veermonde zet brugtijden online');
  const picture = await edition(page, 'nl').locator('.block img').first().getAttribute('src');
  expect((await fetch(new URL(picture ?? '', studio.url))).status).toBe(200);

  await studio.edit(file, 'headline: [', 'headline: Weer ');
  await expect.poll(() => headline.textContent()).toBe('Weer Veermonde zet brugtijden online');
  await expect.poll(() => page.getByText('This is the rendering from the commit').count()).toBe(0);
});

test('a template that was broken from the start has no last rendering, and one that breaks later has', async () => {
  const quote = 'templates/email/blocks/quote.mjml.hbs';
  const sound = '<mj-text><p>{{quote}}</p></mj-text>';
  const studio = await openStudioForTest({ [quote]: '{{nothing}}' });
  const { page, close } = await visit(browser, studio, `/issue/${slug}/preview`);
  onTestFinished(close);
  const announced = page.locator('.banner').getByRole('alert');
  await expect.poll(() => announced.textContent()).toBe('1 error');
  await studio.write(quote, sound);
  await edition(page, 'nl').getByText('Veermonde zet brugtijden online').waitFor();
  await announced.waitFor({ state: 'detached' });
  await studio.write(quote, '{{nothing}}');
  await announced.getByText('This is the last rendering without errors').waitFor();
  await page.goto(`${studio.url}calendar`);
  await expect.poll(() => announced.textContent()).toBe('1 error');
});

test('an issue of a publication that was broken from the start is not called deleted', async () => {
  const studio = await openStudioForTest({ 'newsletter.yaml': 'name: [' });
  const { page, close } = await visit(browser, studio, `/issue/${slug}/preview`);
  onTestFinished(close);
  const announced = page.locator('.banner').getByRole('alert');
  for (const tab of ['preview', 'problems', 'translate', 'compare']) {
    await page.goto(`${studio.url}issue/${slug}/${tab}`);
    await expect.poll(() => announced.textContent()).toBe('1 error');
    await expect.poll(() => page.locator('main .empty').count()).toBe(0);
  }
  for (const path of ['texts', 'calendar']) {
    await page.goto(studio.url + path);
    await expect.poll(() => announced.textContent()).toBe('1 error');
    await expect.poll(() => page.locator('main .empty').count()).toBe(0);
  }
  await page.goto(`${studio.url}issue/${slug}/problems`);
  await studio.write('newsletter.yaml', await readFile(join(packageRoot, 'newsletter.yaml'), 'utf8'));
  await page.getByText('No problems').or(page.locator('.problem')).first().waitFor();
  await announced.waitFor({ state: 'detached' });
});

test('a source that is empty or whose syntax is broken has no blocks to translate, and says why no edition is compared or sent', async () => {
  const source = `content/${slug}/en.yaml`;
  const studio = await openStudioForTest();
  const { page, close } = await visit(browser, studio, `/issue/${slug}/translate`);
  onTestFinished(close);
  const parts = page.locator('.part');
  await parts.first().waitFor();
  const count = await parts.count();
  await parts.last().locator('textarea').last().click();
  await studio.edit(source, 'headline: ', 'headline: [');
  await page.getByText('The file cannot be read at the moment.').waitFor();
  // The field in which somebody types stays.
  expect(await parts.count()).toBe(count);
  await page.keyboard.press('End');
  await page.keyboard.type(' Meer.');
  expect(await parts.last().locator('textarea').last().inputValue()).toMatch(/ Meer\.$/);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await page.getByText('The source cannot be read.').waitFor();
  await page.locator('.problem', { hasText: 'yaml-syntax' }).waitFor();
  expect(await page.getByText('left over').count()).toBe(0);
  expect(await page.getByText('Everything is translated').count()).toBe(0);
  const broken = await studio.read(source);
  await studio.write(source, '');
  await page.locator('.problem', { hasText: 'file-empty' }).waitFor();
  await page.reload();
  await page.locator('.problem', { hasText: 'file-empty' }).waitFor();
  await page.getByText('The source cannot be read.').waitFor();
  await studio.write(source, broken);
  // The studio never rendered this issue.
  const again = await studio.restart();
  onTestFinished(() => again.stop());
  await page.goto(`${again.url}issue/${slug}/compare`);
  await page.getByText('This edition cannot be shown yet.').waitFor();
  await page.goto(`${again.url}issue/${slug}/dispatch`);
  await page.getByText('It cannot be sent while it has errors.').waitFor();
  await again.edit(source, 'headline: [', 'headline: ');
  await page.goto(`${again.url}issue/${slug}/translate`);
  await expect.poll(() => parts.count()).toBe(count);
});

test('a language that was taken away is not shown from git', async () => {
  const studio = await openStudioForTest();
  await initRepository(studio.root);
  await rm(join(studio.root, file));
  await expect
    .poll(async () => {
      const answer = await fetch(`${studio.url}api/issues/${slug}`);
      return ((await answer.json()) as IssueDetail).missing;
    })
    .toEqual(['nl']);
  const { page, close } = await visit(browser, studio, `/issue/${slug}/preview`);
  onTestFinished(close);
  await page.getByText('This issue has no edition in this language.').waitFor();
});

async function errorsIn({ url }: OpenStudio): Promise<number> {
  const { issues } = (await (await fetch(`${url}api/issues`)).json()) as Overview;
  return issues.find((each) => each.slug === slug)?.errors ?? 0;
}
