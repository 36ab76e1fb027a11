import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { findViolations } from '../browser/open-page.ts';
import { visit } from './in-browser.ts';
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

const slug = '2027-06-10-ice';
const file = (locale: string) => studio.read(`content/${slug}/${locale}.yaml`);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('an issue from its creation to a correction, without a text editor', async () => {
  const { page, complaints, close } = await visit(browser, studio, '/new');
  page.setDefaultTimeout(40_000);
  const accessible = async () => {
    expect(await findViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  };

  await page.getByLabel('Title').fill('Ice');
  await page.getByLabel('Date').fill('2027-06-10');
  await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe(slug);
  await page.getByLabel('Name', { exact: true }).fill('2026-05-07-bridges');
  await page.getByText('The issue “2026-05-07-bridges” already exists.').waitFor();
  expect(await button(page, 'Create').isDisabled()).toBe(true);
  await page.getByLabel('Name', { exact: true }).fill(slug);
  await page.getByRole('radio', { name: /A copy/ }).check();
  await page.getByLabel('Copy of').selectOption('2026-05-07-bridges');
  await page.getByLabel('Keep its words').check();
  await accessible();
  await button(page, 'Create').click();

  // The desk opens at once, with the cursor in the headline.
  await page.locator('.write-text:focus').waitFor();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('A draft is not sent').waitFor();
  // The scrollbar is at the edge of the window, and not beside the settings.
  expect(
    await page.evaluate('document.querySelector(".life").getBoundingClientRect().right === innerWidth'),
  ).toBe(true);
  const top = async (name: string) => (await page.getByText(name, { exact: true }).first().boundingBox())?.y;
  expect(await top('Date')).toBe(await top('Number'));
  await page.getByLabel('New topic').fill('Skating');
  await button(page, 'Add').click();
  const skating = page.getByRole('button', { name: 'Remove it: Skating' });
  await skating.waitFor();
  expect(await file('en')).toContain('Skating');
  await skating.click();
  await skating.waitFor({ state: 'detached' });
  // The focus stays beside a control that is gone.
  await page.locator('[data-setting=topics]:focus').waitFor();
  await page.getByRole('button', { name: /Send time/ }).click();
  await accessible();
  await page.getByLabel('Time', { exact: true }).fill('08:15');
  await page.getByLabel('Time', { exact: true }).blur();
  await expect.poll(() => file('en')).toMatch(/^sendAt: "?2027-06-10T08:15"?$/m);
  // In Amsterdam, this time does not exist.
  for (const _ of [1, 2, 3]) await button(page, 'Previous month').click();
  await page.getByLabel('Time', { exact: true }).fill('02:30');
  await page.getByLabel('Time', { exact: true }).blur();
  await page.getByRole('button', { name: /^Mar 28, 2027/ }).click();
  await page.getByText('Choose 03:30, or a time before the change.').waitFor();
  await button(page, 'No send time').click();
  await expect.poll(() => file('en')).not.toContain('sendAt');

  // An error leads to the setting or to the part of the article that has it.
  await studio.edit(`content/${slug}/en.yaml`, 'status: draft', 'status: draft\nexpires: soon');
  await studio.edit(`content/${slug}/en.yaml`, 'button: https://bridges.example.org/', 'button: nowhere');
  await button(page, 'Get it ready …').click();
  await page.getByRole('link', { name: /^This is neither a moment/ }).press('Enter');
  await page.locator('[name=expires]:focus').waitFor();
  await page.getByText('This is neither a moment').waitFor();
  await page.locator('[name=expires]').fill('');
  await page.keyboard.press('Tab');
  await expect.poll(() => file('en')).not.toContain('expires');
  await button(page, 'Get it ready …').click();
  await page.getByRole('link', { name: /^“nowhere” is not a valid link/ }).press('Enter');
  const address = page.locator('.block-button.wrong').getByRole('textbox', { name: 'Address' });
  await expect
    .poll(() => address.evaluate((field) => field === field.ownerDocument.activeElement))
    .toBe(true);
  const wrong = page.locator('.block-button .field-problems').getByText('“nowhere” is not a valid link');
  await wrong.waitFor();
  await address.fill('https://bridges.example.org/');
  await wrong.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect.poll(() => file('en')).toContain('button: https://bridges.example.org/');

  // The Dutch headline is that of the template, so the sheet proposes the source alone.
  await button(page, 'Get it ready …').click();
  await page.getByText('No errors.').waitFor();
  await page.getByText('It has no send time, so no run sends it.').waitFor();
  const sheet = page.locator('.sheet');
  const dutch = sheet.getByRole('checkbox', { name: /Dutch/ });
  expect(await dutch.isChecked()).toBe(false);
  await dutch.check();
  await sheet.getByText('1 error has to be corrected first.').waitFor();
  expect(await button(page, 'Set to ready').isDisabled()).toBe(true);
  await accessible();
  await sheet.getByRole('link', { name: /The source of the headline has changed/ }).click();
  await button(page, 'It is still correct').click();
  await button(page, 'It is still correct').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Settings' }).click();
  await button(page, 'Get it ready …').click();
  await sheet.getByText('No errors.').waitFor();
  expect(await dutch.isChecked()).toBe(true);
  await button(page, 'Set to ready').press('Enter');
  await page.getByText('No run sends it: send it on the Dispatch tab.').waitFor();
  expect([await file('en'), await file('nl')].map((text) => /^status: (.*)$/m.exec(text)?.[1])).toEqual([
    'ready',
    'ready',
  ]);

  await page.getByRole('link', { name: 'Dispatch' }).click();
  await page.getByRole('status').filter({ hasText: 'Ice – Dispatch' }).waitFor({ state: 'attached' });
  // The button is disabled until the page knows that the issue is ready.
  await expect.poll(() => button(page, 'Send now …').isEnabled(), { timeout: 40_000 }).toBe(true);
  await button(page, 'Send now …').press('Enter');
  await button(page, 'Cancel').press('Enter');
  await page.locator('.send-card .button:focus', { hasText: 'Send now' }).press('Enter');
  const confirm = page.getByRole('button', { name: /^Write \d+ messages to the outbox$/ });
  await confirm.waitFor();
  await accessible();
  await confirm.press('Enter');
  await page.getByText('finished').waitFor();
  await accessible();

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('it can be withdrawn but not deleted').waitFor();
  await page.getByText('Add a correction').first().click();
  await page.getByLabel(/What was wrong.*English/).fill('The bridge is from 1913.');
  await button(page, 'Add a correction').click();
  await page.getByText('missing in Dutch').waitFor();
  expect(await file('en')).toContain('text: The bridge is from 1913.');
  expect(await button(page, 'Set to draft').count()).toBe(0);
  await accessible();

  // Undo takes the correction back, but not the status of an issue that people have.
  await page.getByRole('link', { name: 'Write' }).click();
  await button(page, 'Undo: correction added').click();
  await expect.poll(() => file('en')).not.toContain('corrections');
  await button(page, 'Undo: set to ready').click();
  await page.getByText(/so it cannot become a draft/).waitFor();
  expect(await file('en')).toContain('status: ready');
  await button(page, 'Close').click();
  expect(complaints).toEqual([]);
  await close();
}, 240_000);

test('in Dutch, on a phone, an issue is renamed, and renamed back by undo', async () => {
  const size = { width: 390, height: 844 };
  const path = '/issue/2023-07-06-coalition/settings';
  const { page, complaints, close } = await visit(browser, studio, path, { locale: 'nl', size, dark: true });
  page.setDefaultTimeout(40_000);
  const before = await studio.read('content/2023-07-06-coalition/en.yaml');
  await page.getByLabel('Naam van de map').fill('2023-07-06-kabinet');
  await button(page, 'Hernoemen').click();
  await page.getByText('Hernoemd naar 2023-07-06-kabinet.').waitFor();
  expect(await findViolations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.locator('.toast').getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect.poll(() => page.url()).toContain('2023-07-06-coalition');
  expect(await studio.read('content/2023-07-06-coalition/en.yaml')).toBe(before);
  expect(complaints).toEqual([]);
  await close();
}, 120_000);

test('settings that are no dates are shown as they are in the file, and can be replaced', async () => {
  const path = '/issue/2023-07-06-coalition/settings';
  const file = 'content/2023-07-06-coalition/en.yaml';
  const studio = await openStudioForTest();
  await studio.write(file, (await studio.read(file)).replace(/^date: .*$/m, 'date: soon\nsendAt: tomorrow'));
  const { page, complaints, close } = await visit(browser, studio, path);
  await page.getByRole('button', { name: 'tomorrow' }).click();
  await page
    .getByRole('group', { name: 'Send time' })
    .getByRole('button', { name: /\b15\b/ })
    .click();
  await expect.poll(() => studio.read(file)).toMatch(/^sendAt: \d{4}-\d\d-15T/m);
  expect(complaints).toEqual([]);
  await close();
});

test('a setting is saved in the issue that was open when somebody changed it', async () => {
  const other = await studio.read('content/2026-05-07-bridges/en.yaml');
  const path = '/issue/2023-07-06-coalition/settings';
  const { page, complaints, close } = await visit(browser, studio, path);
  page.setDefaultTimeout(40_000);
  await page.getByLabel('Number', { exact: true }).waitFor();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/api/write/**', async (route) => {
    await released;
    await route.continue();
  });
  // The first setting is still being saved while another issue is opened.
  await page.getByLabel('Number', { exact: true }).fill('9001');
  await page.getByRole('checkbox', { name: /Hold it back/ }).click();
  await page.evaluate(
    `history.pushState(null, '', '/issue/2026-05-07-bridges/preview'); dispatchEvent(new PopStateEvent('popstate'))`,
  );
  release();
  await expect.poll(() => studio.read('content/2023-07-06-coalition/en.yaml')).toContain('hold: true');
  expect(await studio.read('content/2023-07-06-coalition/en.yaml')).toContain('number: 9001');
  const undoes = `fetch('/api/write/2023-07-06-coalition').then((answer) => answer.json()).then((view) => view.undoes)`;
  expect(await page.evaluate<string>(undoes)).toBe('Holding it back changed');
  expect(await studio.read('content/2026-05-07-bridges/en.yaml')).toBe(other);
  expect(complaints).toEqual([]);
  await close();
}, 120_000);

test('a setting that a full disk did not take is saved when there is room', async () => {
  const name = '2026-05-07-bridges';
  const { page, complaints, close } = await visit(browser, studio, `/issue/${name}/settings`);
  await page.clock.install();
  const number = page.getByLabel('Number', { exact: true });
  await number.waitFor();
  const problems = [
    { code: 'studio-unwritten', severity: 'error', message: 'Full.', data: { reason: 'the disk is full' } },
  ];
  await page.route(`**/api/write/${name}`, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 422, json: { kind: 'refused', problems } })
      : route.continue(),
  );
  await number.fill('77');
  await number.blur();
  const alert = page.getByRole('alert').getByText('the disk is full');
  await alert.waitFor();
  await page.unroute(`**/api/write/${name}`);
  await page.clock.runFor(5000);
  await expect.poll(() => studio.read(`content/${name}/en.yaml`)).toContain('number: 77');
  await alert.waitFor({ state: 'detached' });
  expect(await number.inputValue()).toBe('77');
  expect(complaints).toEqual([]);
  await close();
});
