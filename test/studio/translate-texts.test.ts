import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { launchBrowser } from '../browser/launch.ts';
import { edition, visit } from './in-browser.ts';
import { type OpenStudio, openStudio } from './open-studio.ts';

const file = 'locales/nl/email.json';
const source = 'locales/en/email.json';

let studio: OpenStudio;
let browser: Browser;
beforeAll(async () => {
  const text = (path: string) => readFile(join(packageRoot, path), 'utf8');
  const files = { [file]: await text(file), [source]: await text(source) };
  [studio, browser] = await Promise.all([openStudio(files), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await studio?.close();
});

describe('the desk of the interface texts', () => {
  test('is reached from the list and by key, and an edit shows in the editions at once', async () => {
    const { page, complaints, close } = await visit(browser, studio, '/issue/2026-05-07-bridges/preview');
    const preview = await visit(browser, studio, '/issue/2026-05-07-bridges/preview');
    await edition(preview.page, 'nl').getByText('Lees deze editie in je browser').waitFor();
    await page.getByRole('link', { name: 'Interface texts' }).click();
    await page.getByText(/^(\d+) of \1$/).waitFor();
    await page.keyboard.press('m');
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'email' }).click();
    expect(page.url()).toMatch(/\/texts\?.*namespace=email/);
    await page.getByLabel('webVersion').fill('Lees dit op je scherm');
    await page.getByLabel('webVersion').blur();
    await edition(preview.page, 'nl').getByText('Lees dit op je scherm').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await edition(preview.page, 'nl').getByText('Lees deze editie in je browser').waitFor();
    expect(complaints).toEqual([]);
    await preview.close();
    await close();
  });

  test('a lost placeholder is refused with its rule, and the typed text stays', async () => {
    const { page, complaints, close } = await visit(browser, studio, '/texts?namespace=email');
    const before = await studio.read(file);
    const part = page.locator('[data-part="email:greetingNamed"]');
    await part.locator('textarea').fill('Beste lezer,');
    await part.locator('textarea').press('Control+Enter');
    const refusal = part.getByRole('alert');
    await refusal.getByText('has the placeholders (none) here, but {{name}}').waitFor();
    expect(await studio.read(file)).toBe(before);
    await page.getByRole('link', { name: 'Inbox' }).click();
    await page.getByRole('link', { name: 'Interface texts' }).click();
    expect(await part.locator('textarea').inputValue()).toBe('Beste lezer,');
    await part.locator('textarea').fill('Hallo {{name}},');
    await part.locator('textarea').blur();
    await expect.poll(() => studio.read(file)).toContain('"greetingNamed": "Hallo {{name}},"');
    await refusal.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([
    ['broken', (text: string) => `{${text}`],
    ['empty', () => ''],
  ])('the texts of a file that is %s stay, with what somebody types in them', async (_, spoil) => {
    const { page, complaints, close } = await visit(browser, studio, '/texts?order=order');
    const sound = await studio.read(file);
    const part = page.locator('[data-part="email:webVersion"]');
    await part.locator('textarea').focus();
    await page.keyboard.press('End');
    await studio.write(file, spoil(sound));
    await page.getByRole('alert').getByText('cannot be read at the moment').waitFor();
    await page.keyboard.type(' hier');
    await page.keyboard.press('Control+Enter');
    await part.getByText('the studio cannot change it').waitFor();
    // The texts of other files can be saved meanwhile.
    const other = page.locator('[data-part="archive:latest"]');
    await other.locator('textarea').fill('Nieuw');
    await other.locator('textarea').blur();
    await expect.poll(() => studio.read('locales/nl/archive.json').catch(() => '')).toContain('Nieuw');
    await studio.write(file, sound);
    await part.getByText('done', { exact: true }).waitFor();
    expect(await studio.read(file)).toContain('je browser hier"');
    await page.getByText('cannot be read at the moment').waitFor({ state: 'detached' });
    await studio.write(file, sound);
    expect(complaints).toEqual([]);
    await close();
  });

  test('changes of the source come first, word by word, and both plural forms are one text', async () => {
    await studio.edit(source, 'stories in this issue', 'stories in this letter');
    const { page, close } = await visit(browser, studio, '/texts', { locale: 'nl-NL' });
    const part = page.locator('.part').first();
    await expect.poll(() => part.getAttribute('data-part')).toBe('email:storyCount');
    expect(await part.locator('del').allTextContents()).toEqual(['issue']);
    await page.getByLabel('storyCount: E\u00e9n').fill('{{count, number}} bericht in deze brief');
    await page.getByLabel('storyCount: Elk ander aantal').fill('{{count, number}} berichten in deze brief');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Alles is vertaald.').waitFor();
    expect(await studio.read(file)).toContain('"storyCount_one": "{{count, number}} bericht in deze brief"');
    await close();
  });
});

test('a mistake in a translation leads to the desk, where it can be corrected', async () => {
  const nl = 'content/2026-05-07-bridges/nl.yaml';
  const link = 'https://openwerf.example.org/bridge-times';
  await studio.edit(nl, link, 'htps:/openwerf');
  await studio.edit(file, '{{publication}}', 'ons');
  const { page, complaints, close } = await visit(browser, studio, '/issue/2026-05-07-bridges/problems');
  const problem = (code: string) => page.locator('article.problem').filter({ hasText: code });
  await problem('invalid-link').getByRole('link', { name: 'Go to the translation' }).click();
  const part = page.locator('.part.chosen.wrong');
  await part.getByText('is not a valid link').waitFor();
  const field = part.locator('textarea');
  await field.fill((await field.inputValue()).replace('htps:/openwerf', link));
  await field.blur();
  await expect.poll(() => studio.read(nl)).toContain(link);
  await page.getByRole('link', { name: /Problems/ }).click();
  await problem('locale-placeholders').getByRole('link', { name: 'Go to the translation' }).click();
  const why = page.locator('[data-part="email:why"]');
  await why.locator('textarea').fill('Je krijgt deze e-mail omdat je lid bent van {{publication}}.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('22 of 22').waitFor();
  await page.locator('.part.wrong').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /bridge times/ }).click();
  await page.getByRole('link', { name: /Problems/ }).click();
  await page.getByText('No problems.').waitFor();
  expect(complaints).toEqual([]);
  await close();
});
