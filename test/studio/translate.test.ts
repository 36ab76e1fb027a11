import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { courantHere } from '../commands/run-courant.ts';
import { visit } from './in-browser.ts';
import { type OpenStudio, openStudio, openStudioForTest } from './open-studio.ts';

let studio: OpenStudio;
let browser: Browser;
const slug = '2026-06-01-long';
const typed = '2026-06-03-typed';
const paragraphs = Array.from({ length: 15 }, (_, at) => `Paragraph number ${at + 1} of the article.`);
beforeAll(async () => {
  const article = `kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: A long one\npreheader: All of it\nbody:\n${paragraphs.map((text) => `  - paragraph: ${text}\n`).join('')}`;
  [studio, browser] = await Promise.all([
    openStudio({ [`content/${slug}/en.yaml`]: article, [`content/${typed}/en.yaml`]: article }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await studio?.close();
});

function typeInto(field: unknown, text: string): void {
  const area = field as { value: string; dispatchEvent(event: Event): boolean };
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

const fields = (page: Page) => page.locator('.part.open textarea');

describe('the desk', () => {
  test('an article of fifteen blocks is translated without touching a file', async () => {
    const { page, complaints, close } = await visit(browser, studio, `/issue/${slug}/preview`);
    await page.getByRole('link', { name: 'Start the translation' }).click();
    await page.getByText('0 of 17').waitFor();
    for (const label of ['Headline', 'Preheader']) {
      await page.getByLabel(label).fill(`Vertaald: ${label}`);
      await page.getByLabel(label).press('Control+Enter');
    }
    await page.getByText('2 of 17').waitFor();
    for (let done = 2; done < 17; done++) {
      const field = fields(page).first();
      await field.fill(`Alinea ${done - 1} van het artikel.`);
      await field.blur();
      await page.getByText(`${done + 1} of 17`).waitFor();
    }
    await page.getByText('Everything is translated.').waitFor();
    await page.getByRole('button', { name: 'Set to ready' }).click();
    await page.locator('.desk-head .chip.ready').waitFor();
    const nl = await studio.read(`content/${slug}/nl.yaml`);
    expect(nl.match(/- paragraph: Alinea \d+ van het artikel\./g)).toHaveLength(15);
    expect(nl.indexOf('Alinea 2 van')).toBeLessThan(nl.indexOf('Alinea 15 van'));
    const checked = await courantHere(studio.root, ['check', slug, '--json']);
    expect(JSON.parse(checked.stdout).problems).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('by keys alone: no letter is lost while the part before is being saved', async () => {
    const { page, complaints, close } = await visit(browser, studio, `/issue/${typed}/translate`);
    await page.getByText('0 of 17').waitFor();
    await page.keyboard.press('n');
    for (let at = 0; at < 17; at++) {
      await page.keyboard.type(`Getypt deel ${at + 1}.`, { delay: 8 });
      await page.keyboard.press('Control+Enter');
    }
    await page.getByText('17 of 17').waitFor();
    const nl = await studio.read(`content/${typed}/nl.yaml`);
    const said = [...nl.matchAll(/Getypt deel (\d+)\./g)].map(([, number]) => Number(number));
    expect(said.sort((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, at) => at + 1));
    expect(complaints).toEqual([]);
    await close();
  });

  test('changed parts come first, with the changed words', async () => {
    const bridges = '2026-05-07-bridges';
    await studio.edit(`content/${bridges}/en.yaml`, 'opened 41 times', 'swung 41 times');
    const { page, close } = await visit(browser, studio, `/issue/${bridges}/translate`);
    const first = page.locator('.part').first();
    await first.getByText('What has changed in the source').waitFor();
    expect(await first.locator('del').textContent()).toBe('opened');
    expect(await first.locator('ins').textContent()).toBe('swung');
    const text = await first.locator('textarea').inputValue();
    await first.locator('textarea').fill(text.replace('41 keer', 'wel 41 keer'));
    await first.locator('textarea').press('Control+Enter');
    await page.getByText('Everything is translated.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('.part.stale').waitFor();
    expect(await studio.read(`content/${bridges}/nl.yaml`)).not.toContain('wel 41 keer');
    await page.getByRole('button', { name: 'It is still correct' }).click();
    await page.getByText('Everything is translated.').waitFor();
    await close();
  });

  test('two people at one part: the second sees both, and decides', async () => {
    const coalition = '2023-07-06-coalition';
    const [one, two] = await Promise.all([
      visit(browser, studio, `/issue/${coalition}/translate`),
      visit(browser, studio, `/issue/${coalition}/translate`),
    ]);
    const field = (page: Page) => page.getByLabel('Headline');
    await field(two.page).waitFor();
    // Typed, and not left: leaving a field saves it.
    await field(two.page).evaluate(typeInto, 'Van twee');
    await field(one.page).fill('Van een');
    await field(one.page).press('Control+Enter');
    await expect.poll(() => studio.read(`content/${coalition}/nl.yaml`)).toContain('headline: Van een');
    await field(two.page).press('Control+Enter');
    const conflict = two.page.locator('.conflict').filter({ hasText: 'Nothing was overwritten' });
    await conflict.getByText('Van een').waitFor();
    expect(await conflict.getByText('Van twee').count()).toBe(1);
    expect(await studio.read(`content/${coalition}/nl.yaml`)).toContain('headline: Van een');
    await conflict.getByRole('button', { name: 'Keep mine' }).click();
    await expect.poll(() => studio.read(`content/${coalition}/nl.yaml`)).toContain('headline: Van twee');
    await expect.poll(() => field(one.page).inputValue()).toBe('Van twee');
    await one.close();
    await two.close();
  });

  test('a machine\u2019s draft is marked until a person accepts it', async () => {
    const article =
      'kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: Short\nbody:\n  - paragraph: One.\n';
    const draftProvider = { name: 'Parrot', draft: async (text: string) => `Nagepraat: ${text}` };
    const open = await openStudioForTest({ 'content/2026-06-02-short/en.yaml': article }, { draftProvider });
    const { page, close } = await visit(browser, open, '/issue/2026-06-02-short/translate');
    const part = page.locator('[data-part="body.0"]');
    await part.getByRole('button', { name: 'Draft by Parrot' }).click();
    await part.getByText('machine draft').waitFor();
    expect(await part.locator('textarea').inputValue()).toBe('Nagepraat: One.');
    expect(await open.read('content/2026-06-02-short/nl.source.yaml')).toContain('machine: true');
    await part.getByRole('button', { name: 'Accept the draft' }).click();
    await part.getByText('done', { exact: true }).waitFor();
    expect(await open.read('content/2026-06-02-short/nl.source.yaml')).not.toContain('machine: true');
    await close();
  });

  test('a name of the head stays as it is until it is given in the language', async () => {
    const article =
      'kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: Short\nbyline: Our desk\ntopics: [one, two]\nbody:\n  - paragraph: One.\n';
    const open = await openStudioForTest({ 'content/2026-06-02-short/en.yaml': article });
    const { page, close } = await visit(browser, open, '/issue/2026-06-02-short/translate');
    await page.getByText('0 of 2').waitFor();
    expect(await page.getByLabel('Byline').getAttribute('placeholder')).toBe('Our desk');
    await page.getByLabel('Byline').fill('Onze redactie');
    await page.getByLabel('Topics', { exact: true }).fill('een');
    await page.getByLabel('Topics', { exact: true }).blur();
    const nl = 'content/2026-06-02-short/nl.yaml';
    await expect
      .poll(() => open.read(nl).catch(() => ''))
      .toMatch(/byline: Onze redactie\ntopics:\n {2}- een\n {2}- two/);
    await page.getByLabel('Byline').fill('');
    await page.getByLabel('Byline').blur();
    await expect.poll(() => open.read(nl)).toContain('byline: Our desk');
    await close();
  });

  test('is in Dutch for Dutch browsers, and warns about texts that are too long', async () => {
    const { page, close } = await visit(browser, studio, '/issue/2026-05-07-bridges/translate', {
      locale: 'nl-NL',
    });
    await page.getByRole('heading', { name: 'Naar het Nederlands' }).waitFor();
    await page.getByLabel('Onderwerp', { exact: true }).fill('x'.repeat(80));
    await page.getByText('80 tekens: telefoons tonen er ongeveer 60').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('nl');
    await close();
  });
});
