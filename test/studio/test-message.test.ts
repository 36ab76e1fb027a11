import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { findViolations } from '../browser/open-page.ts';
import { courantHere } from '../commands/run-courant.ts';
import { startMailServer } from '../commands/start-servers.ts';
import { visit } from './in-browser.ts';
import { type OpenStudio, openStudioForTest, tokenOf } from './open-studio.ts';

const slug = '2026-05-07-bridges';
const secret = 'correct-horse-battery-staple-0123456789';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function prepare(rows: readonly string[]) {
  const mail = await startMailServer();
  const studio = await openStudioForTest({}, {}, { SMTP_URL: mail.url, COURANT_SECRET: secret });
  await writeFile(join(studio.root, 'readers.csv'), ['address,name,locale', ...rows, ''].join('\n'));
  await courantHere(studio.root, ['subscribers', 'import', 'readers.csv']);
  return { mail, studio };
}

async function open(studio: OpenStudio) {
  const { page, close, complaints } = await visit(browser, studio, `/issue/${slug}/dispatch`);
  onTestFinished(close);
  await page.getByLabel('Address').fill('editor@example.org');
  return { page, complaints };
}

test('a test is the message of a subscriber, found while typing, and its links change nothing for them', async () => {
  const { mail, studio } = await prepare([
    'anna@example.org,Anna Bakker,en',
    'lotte@example.org,Lotte Verhaegde,nl-BE',
  ]);
  const { page, complaints } = await open(studio);
  await page.getByRole('combobox', { name: 'As', exact: true }).selectOption('subscriber');
  await page.getByText('Choose a subscriber from the list.').waitFor();
  await page.getByRole('combobox', { name: 'Find a subscriber' }).fill('verh');
  await page.getByRole('option', { name: /Lotte Verhaegde/ }).waitFor();
  expect(await page.getByRole('option').filter({ visible: true }).count()).toBeGreaterThan(0);
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('Lotte Verhaegde asked for Flemish and gets this edition: Dutch.').waitFor();
  await page.getByText('The links in a test message do not belong to a subscriber').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The server replied: 250').waitFor();

  expect(mail.received.map(({ to }) => to)).toEqual([['editor@example.org']]);
  const raw = mail.received[0]?.raw ?? Buffer.alloc(0);
  const message = await PostalMime.parse(raw);
  expect(message.to?.[0]).toMatchObject({ name: 'Lotte Verhaegde', address: 'editor@example.org' });
  expect(message.headers.find(({ key }) => key === 'content-language')?.value).toBe('nl');
  expect(message.text).toContain('Lotte Verhaegde');

  const [, link = ''] = /<(https:[^>]+\/unsubscribe\/[^>]+)>/.exec(unsubscribeHeader(message)) ?? [];
  const pages = await fetch(`${studio.url}api/public-pages`);
  const { local } = (await pages.json()) as { local: string };
  const clicked = await fetch(new URL(new URL(link).pathname, local), {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  expect(clicked.status).toBe(200);
  const left = await courantHere(studio.root, ['subscribers', 'list', '--json']);
  expect(left.stdout.match(/"state":\s*"active"/g)).toHaveLength(2);
  expect(complaints).toEqual([]);
});

function unsubscribeHeader({ headers }: Awaited<ReturnType<typeof PostalMime.parse>>): string {
  return headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
}

test('a test has each of the difficult names, in the chosen edition', async () => {
  const { mail, studio } = await prepare([]);
  const { page } = await open(studio);
  await page
    .getByRole('combobox', { name: 'As', exact: true })
    .selectOption({ label: 'A name with special characters' });
  await page.locator('.test select[name=locale]').selectOption('en');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The server replied: 250').waitFor();
  const message = await PostalMime.parse(mail.received[0]?.raw ?? Buffer.alloc(0));
  const name = 'Tom & "Kit" <b>O’Hara</b>';
  expect(message.to?.[0]?.name).toBe(name);
  expect(message.text).toContain(name);
  expect(message.html).toContain('Dear Tom &amp; &quot;Kit&quot; &lt;b&gt;O’Hara&lt;/b&gt;,');
});

test('a search returns a few results, and a subscriber who has left is reported', async () => {
  const { mail, studio } = await prepare(Array.from({ length: 40 }, (_, at) => `reader${at}@example.org,,`));
  const search = async (text: string) =>
    (await fetch(`${studio.url}api/issues/${slug}/readers?search=${text}`)).json();
  expect(await search('')).toHaveLength(12);
  expect(await search('reader39')).toMatchObject([
    { address: 'reader39@example.org', edition: 'en', choice: 'default' },
  ]);
  const answer = await fetch(`${studio.url}api/test`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-studio-token': await tokenOf(studio) },
    body: JSON.stringify({
      slug,
      address: 'editor@example.org',
      reader: { subscriber: '0'.repeat(32) },
    }),
  });
  expect(answer.status).toBe(404);
  expect(mail.received).toEqual([]);
});
