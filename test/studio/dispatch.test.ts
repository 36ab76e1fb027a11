import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { applyFeedback } from '../../pipeline/feedback/effects/apply-feedback.ts';
import { type Wait, waitFor } from '../../pipeline/foundation/time/wait.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import { launchBrowser } from '../browser/launch.ts';
import { courantHere, readText, startCourant } from '../commands/run-courant.ts';
import { startMailServer } from '../commands/start-servers.ts';
import { openSuppressions } from '../store/support/suppressions.ts';
import { visit } from './in-browser.ts';
import { type OpenStudio, openStudio } from './open-studio.ts';

const slug = '2026-05-07-bridges';
const secret = { COURANT_SECRET: 'correct-horse-battery-staple-0123456789' };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Attempts to reach a server pause for half a minute altogether. */
const impatient: Wait = (ms, signal) => waitFor(Math.min(ms, 10), signal);

/**
 * A studio and a mail server, with so many readers, and a pace that can be watched. The studio knows that server, unless
 * it is given another one, or none (`''`).
 */
async function prepare(readers: number, perSecond: number, smtp?: string, wait?: Wait) {
  const mail = await startMailServer();
  const environment = { ...secret, SMTP_URL: mail.url };
  const studio = await openStudio(
    {},
    {},
    smtp === '' ? {} : { ...environment, ...(smtp && { SMTP_URL: smtp }) },
    wait,
  );
  onTestFinished(() => studio.close());
  const newsletter = await readText(studio.root, 'newsletter.yaml');
  await writeFile(
    join(studio.root, 'newsletter.yaml'),
    `${newsletter}delivery:\n  pace: { perSecond: ${perSecond} }\n`,
  );
  const rows = Array.from({ length: readers }, (_, at) => `reader${at}@example.org,${at % 2 ? 'nl' : 'en'}`);
  await writeFile(join(studio.root, 'readers.csv'), ['address,locale', ...rows, ''].join('\n'));
  await courantHere(studio.root, ['subscribers', 'import', 'readers.csv']);
  const send = (...args: string[]) => courantHere(studio.root, ['send', slug, ...args], environment);
  const start = () => startCourant(studio.root, ['send', slug, '--yes', '--skip-public-check'], environment);
  return { studio, mail, send, start, begin: () => start().finished };
}

async function open(studio: OpenStudio): Promise<Page> {
  const { page, close } = await visit(browser, studio, `/issue/${slug}/dispatch`);
  // It waits for other processes to start.
  page.setDefaultTimeout(30_000);
  onTestFinished(close);
  return page;
}

/** Applies a bounce of this reader's message, as another process does that reads a mailbox. */
async function comeBack(root: string, recipient: string): Promise<void> {
  const store = await openStore({ folder: join(root, '.courant') });
  try {
    const { message_id: messageId } = await store.read((db) =>
      db
        .selectFrom('deliveries')
        .select('message_id')
        .where('address', '=', recipient)
        .executeTakeFirstOrThrow(),
    );
    const suppressions = await openSuppressions(store);
    const about = { recipient, messageId, status: '5.1.1', at: Date.now(), authenticated: true };
    await applyFeedback([{ source: 'mail', id: 'one', kind: 'bounced', ...about }], {
      store,
      suppressions,
      clock: Date.now,
    });
  } finally {
    await store.close();
  }
}

/** How many deliveries the page says are settled. */
const shown = (page: Page) => page.evaluate<number>("document.querySelector('.card progress')?.value ?? 0");
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const addressees = (mail: { received: { to: string[] }[] }) => mail.received.flatMap(({ to }) => to);

test('a dispatch of another process can be watched, paused, and resumed in the studio, each message once', async () => {
  const { studio, mail, begin } = await prepare(90, 15);
  const page = await open(studio);
  await page.getByText('This issue has not been sent yet.').waitFor();

  const child = begin();
  await page.getByText('Another process is delivering it.').waitFor();
  await page.getByText(/per second, 15 at most/).waitFor();
  await expect.poll(() => shown(page)).toBeGreaterThan(0);
  const before = await shown(page);
  await expect.poll(() => shown(page)).toBeGreaterThan(before);

  await button(page, 'Pause').click();
  const { code, stdout } = await child;
  expect({ code, stdout }).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('The dispatch is paused: by hand.'),
  });
  await page.getByText('Paused by hand.').waitFor();
  const halted = mail.received.length;
  expect(halted).toBeLessThan(90);

  mail.refused.set('reader89@example.org', 550);
  await button(page, 'Resume').click();
  await page.getByText('The studio is delivering it.').waitFor();
  await page.getByText('90 of 90').waitFor();
  await page.getByText('finished').waitFor();
  expect(halted).toBeGreaterThan(0);
  expect(addressees(mail)).toHaveLength(89);
  // The rejected message is sent again, by the name of its reader.
  mail.refused.clear();
  await button(page, 'Try again: reader89@example.org').click();
  await expect.poll(() => addressees(mail)).toHaveLength(90);
  expect(new Set(addressees(mail)).size).toBe(90);
  await page.getByText('finished').waitFor();
  expect(await page.getByRole('button', { name: /Pause|Go on/ }).count()).toBe(0);

  await comeBack(studio.root, 'reader7@example.org');
  await page.getByText('bounced: no such address').first().waitFor();
}, 60_000);

test('the studio pauses its own delivery, and unsent messages stay planned when it closes', async () => {
  const { studio, mail, send, begin } = await prepare(60, 12);
  const page = await open(studio);
  // Whoever sends to people types how many they are.
  await button(page, 'Send now …').click();
  const count = page.getByLabel('Type the number 60 to confirm');
  await count.fill('6');
  expect(await button(page, 'Send to 60 people').isEnabled()).toBe(false);
  await count.fill('60');
  expect(await button(page, 'Send to 60 people').isEnabled()).toBe(true);
  await button(page, 'Cancel').click();
  const child = begin();
  await button(page, 'Pause').click();
  await child;
  for (const _ of [1, 2]) {
    const before = mail.received.length;
    await button(page, 'Resume').click();
    await page.getByText('The studio is delivering it.').waitFor();
    await expect.poll(() => mail.received.length).toBeGreaterThan(before);
    await button(page, 'Pause').click();
    await page.getByText('Paused by hand.').waitFor();
  }
  await button(page, 'Resume').click();
  await page.getByText('The studio is delivering it.').waitFor();
  const stopped = studio.stop();
  expect(mail.received.length).toBeLessThan(60);
  await stopped;
  const status = JSON.parse((await courantHere(studio.root, ['status', '--json'])).stdout);
  const { planned, claimed, sending, accepted } = status.dispatches[0].counts;
  expect({ claimed, sending, sum: planned + accepted }).toEqual({ claimed: 0, sending: 0, sum: 60 });
  expect(planned).toBeGreaterThan(0);

  expect((await send('--resume')).code).toBe(0);
  expect(addressees(mail)).toHaveLength(60);
  expect(new Set(addressees(mail)).size).toBe(60);
}, 60_000);

test('a dispatch whose process was killed is shown as stopped, and can be resumed in the studio', async () => {
  const { studio, mail, start } = await prepare(40, 10);
  const page = await open(studio);
  const { child, finished } = start();
  await page.getByText('Another process is delivering it.').waitFor();
  await expect.poll(() => shown(page)).toBeGreaterThan(0);
  child.kill('SIGKILL');
  await finished;
  await page.getByText('No process is delivering it at the moment.').waitFor();
  await button(page, 'Resume').click();
  await page.getByText('40 of 40').waitFor();
  const status = JSON.parse((await courantHere(studio.root, ['status', '--json'])).stdout);
  // Whatever it was sending when it died is in doubt, and is not sent again automatically.
  const { accepted, uncertain } = status.dispatches[0].counts;
  expect(accepted + uncertain).toBe(40);
  expect(uncertain).toBeLessThanOrEqual(5);
  expect(new Set(addressees(mail)).size).toBe(addressees(mail).length);
}, 60_000);

test('a dispatch into the outbox can be resumed too, with or without a mail server', async () => {
  const { studio, mail, send } = await prepare(500, 1);
  // A pace is for SMTP as well as for the outbox: the dispatch is halted before it is through.
  const child = send('--outbox');
  const page = await open(studio);
  await button(page, 'Pause').click();
  await child;
  const halted = await shown(page);
  expect(halted).toBeLessThan(500);
  await button(page, 'Resume').click();
  await page.getByText('The studio is delivering it.').waitFor();
  await expect.poll(() => shown(page)).toBeGreaterThan(halted);
  await button(page, 'Pause').click();
  await page.getByText('Paused by hand.').waitFor();
  expect(mail.received).toEqual([]);
}, 60_000);

test('an unreachable mail server is reported, and nothing is lost', async () => {
  const { studio, start } = await prepare(30, 2, 'smtp://127.0.0.1:9', impatient);
  const page = await open(studio);
  const { finished } = start();
  await button(page, 'Pause').click();
  await finished;
  await button(page, 'Resume').click();
  await page.locator('.card .warn').waitFor();
  await page.getByText('No process is delivering it at the moment.').waitFor();
  await button(page, 'Resume').waitFor();
}, 60_000);

test('a studio without a mail server pauses, and shows the command that resumes', async () => {
  const { studio, mail, send, begin } = await prepare(30, 8, '');
  mail.refused.set('reader1@example.org', 550);
  const page = await open(studio);
  const child = begin();
  await page.getByText('550 5.7.1 not today').waitFor();
  await button(page, 'Pause').click();
  await child;
  await page.getByText(`npx courant send ${slug} --resume`).waitFor();
  await page.getByText(`npx courant send ${slug} --retry-rejected`).waitFor();
  expect(await button(page, 'Resume').count()).toBe(0);
  expect((await send('--resume')).code).toBe(0);
  await page.getByText('30 of 30').waitFor();
  await page.getByText('rejected: the server refuses us as the sender').waitFor();
  expect(addressees(mail)).toHaveLength(29);
}, 60_000);
