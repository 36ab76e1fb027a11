import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import type { PlanView, StandingsView } from '../../pipeline/studio/protocol/dispatch.ts';
import { launchBrowser } from '../browser/launch.ts';
import { addSubscribers, createEdition, planned } from '../delivery/support/audience.ts';
import { visit } from './in-browser.ts';
import { type OpenStudio, openStudio, openStudioForTest } from './open-studio.ts';

const hour = 3_600_000;
const bridges = '2026-05-07-bridges';
const missed = '2026-06-01-missed';
const held = '2026-06-02-held';
const upcoming = '2999-01-01-upcoming';
const article = (name: string, more: string) =>
  `kind: article\ndate: 2026-06-01\nstatus: ready\nheadline: ${name}\n${more}body:\n  - paragraph: One.\n`;

let studio: OpenStudio;
let browser: Browser;
let store: Store;
beforeAll(async () => {
  const past = new Date(Date.now() - 48 * hour).toISOString();
  [studio, browser] = await Promise.all([
    openStudio({
      [`content/${missed}/en.yaml`]: article('Too late', `sendAt: ${past}\n`),
      [`content/${held}/en.yaml`]: article('Not yet', 'hold: true\n'),
      [`content/${upcoming}/en.yaml`]: article('Later', 'sendAt: 2999-01-01T07:00:00Z\n'),
    }),
    launchBrowser(),
  ]);
  store = await openStore({ folder: join(studio.root, '.courant') });
  await store.transaction(async (db) => {
    const first = Date.now() - 1000 * hour;
    const row = { transport: 'smtp', first_at: first, schedule: '', schedule_at: first };
    await db.insertInto('first_runs').values(row).execute();
    const ended = { host: 'smtp.example.net:465', begins_at: first, ends_at: first + hour, seen_at: first };
    await db.insertInto('certificates').values(ended).execute();
  });
  await addUncertain();
});
afterAll(async () => {
  await browser?.close();
  await store?.close();
  await studio?.close();
});

/** A dispatch with one delivery, whose end nobody knows. */
async function addUncertain(): Promise<void> {
  await addSubscribers(store, ['reader@example.org,en']);
  const dispatch = await planned(store, { issue: bridges });
  await store.transaction(async (db) => {
    await db.updateTable('deliveries').set({ state: 'uncertain' }).where('dispatch', '=', dispatch).execute();
  });
}

/** Once the issue has been read, which the studio does behind the pages' back. */
async function standingsOf({ url }: OpenStudio, slug: string): Promise<StandingsView> {
  const ask = async () => (await (await fetch(`${url}api/standings`)).json()) as StandingsView;
  await expect.poll(async () => (await ask()).issues.map((each) => each.slug)).toContain(slug);
  return ask();
}

test('the studio shows the same open ends as a run, with the commands that settle them', async () => {
  const found = await standingsOf(studio, missed);
  const of = (slug: string) => found.issues.find((each) => each.slug === slug);
  expect(of(missed)).toMatchObject({
    standing: { kind: 'missed' },
    open: [
      {
        reason: 'missed',
        needsPerson: true,
        commands: [`npx courant send ${missed}`, `npx courant send ${missed} --skip`],
      },
    ],
  });
  expect(of(held)).toMatchObject({ standing: { kind: 'held', by: 'file' }, open: [] });
  expect(of(bridges)?.open).toMatchObject([{ reason: 'uncertain', count: 1 }]);
  expect(found.timeZone).toBe('Europe/Amsterdam');
  // A certificate belongs to a server instead of an issue, so every page shows it.
  expect(found.ledger).toMatchObject([{ reason: 'certificate', subject: 'smtp.example.net:465' }]);
  expect(found.issues.map(({ slug }) => slug)).not.toContain('smtp.example.net:465');
});

describe('the page', () => {
  test('shows a missed issue in the list and on the dispatch view, with both choices', async () => {
    const { page, complaints, close } = await visit(browser, studio, `/issue/${missed}/dispatch`);
    const entry = page.getByRole('link', { name: /Too late/ });
    await entry.getByText('missed', { exact: true }).waitFor();
    const card = page.locator('.card.waiting');
    await card.getByText(/^Missed: it was due on .* \(Europe\/Amsterdam\)/).waitFor();
    expect(await card.locator('code').allTextContents()).toEqual([
      `npx courant send ${missed}`,
      `npx courant send ${missed} --skip`,
    ]);
    await card.getByText('Leave it unsent:').waitFor();
    await page
      .locator('.banner', { has: page.getByRole('alert').getByText('For you to decide') })
      .getByText('The TLS certificate of smtp.example.net:465 expires soon')
      .waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('shows it in Dutch, and issues that are held, uncertain or upcoming', async () => {
    const settings = { locale: 'nl' };
    const { page, close } = await visit(browser, studio, `/issue/${held}/dispatch`, settings);
    await page
      .getByRole('link', { name: /Not yet/ })
      .getByText('tegengehouden')
      .waitFor();
    await page.locator('.card.waiting').getByText('Haal “hold: true” uit het bestand.').waitFor();
    await page
      .getByRole('link', { name: /Veermonde puts/ })
      .getByText('1 onzeker')
      .waitFor();
    await page.getByRole('link', { name: /Veermonde puts/ }).click();
    await page.getByText('Onzeker: 1. Ze kunnen zijn aangekomen').waitFor();
    expect(await page.locator('code', { hasText: '--resend-uncertain' }).count()).toBe(1);
    await page.getByRole('link', { name: /Later/ }).click();
    await page.getByText('De eerste “courant run” na 1 jan 2999, 08:00 (Europe/Amsterdam)').waitFor();
    await close();
  });

  test('has a calendar of what is to come and what was missed, which leads to the issues', async () => {
    const { page, complaints, close } = await visit(browser, studio, '/inbox', { locale: 'nl' });
    await page.getByRole('link', { name: 'Agenda' }).click();
    await page.getByRole('heading', { name: 'januari 2999' }).waitFor();
    const entries = await page.locator('.day:not(.free)').allTextContents();
    expect(entries.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(/Too late gemist$/),
      'di 1 08:00 Later vertaling ontbreekt: Nederlands',
    ]);
    await page.locator('.day').getByRole('link', { name: 'Later' }).click();
    await page.waitForURL(`**/issue/${upcoming}/dispatch`);
    expect(complaints).toEqual([]);
    await close();
  });

  test('notices when another process holds and releases an issue', async () => {
    const { page, close } = await visit(browser, studio, `/issue/${upcoming}/dispatch`);
    await page.getByText(/The first run after/).waitFor();
    await store.transaction((db) => db.insertInto('holds').values({ issue: upcoming, held_at: 1 }).execute());
    await page.getByText('Its mail is held').waitFor();
    await page.getByText(`npx courant release ${upcoming}`).waitFor();
    await store.transaction((db) => db.deleteFrom('holds').where('issue', '=', upcoming).execute());
    await page.getByText(/The first run after/).waitFor();
    await close();
  });
});

test('a publication that never sent anything has standings too, and no ledger is made for them', async () => {
  const fresh = await openStudioForTest({ [`content/${held}/en.yaml`]: article('Not yet', 'hold: true\n') });
  const found = await standingsOf(fresh, held);
  expect(found.issues).toContainEqual({ slug: held, standing: { kind: 'held', by: 'file' }, open: [] });
  await expect(fresh.read('.courant/courant.sqlite')).rejects.toThrow('ENOENT');
});

test('an issue that was sent by name is settled, even if the studio has no mail server', async () => {
  const fresh = await openStudioForTest({
    [`content/${upcoming}/en.yaml`]: article('Later', 'sendAt: 2999-01-01T07:00:00Z\neditions: [en]\n'),
  });
  const own = await openStore({ folder: join(fresh.root, '.courant') });
  await addSubscribers(own, ['reader@example.org,en']);
  const dispatch = await planned(own, { issue: upcoming, ready: [createEdition('en')] });
  await own.transaction((db) =>
    db.updateTable('deliveries').set({ state: 'accepted' }).where('dispatch', '=', dispatch).execute(),
  );
  const found = await standingsOf(fresh, upcoming);
  await own.close();
  expect(found.issues).toContainEqual({ slug: upcoming, standing: { kind: 'settled' }, open: [] });
});

test('a schedule that is written while the studio is open gives every issue its moment, and plans know the window', async () => {
  const day = '2999-01-03-day';
  const fresh = await openStudioForTest({
    [`content/${day}/en.yaml`]: article('Day', '').replace('2026-06-01', '2999-01-03'),
  });
  expect((await standingsOf(fresh, day)).coming).toEqual([]);
  await fresh.write('newsletter.yaml', `${await fresh.read('newsletter.yaml')}\nschedule: { at: "07:00" }\n`);
  const ask = async () => (await (await fetch(`${fresh.url}api/standings`)).json()) as StandingsView;
  await expect
    .poll(async () => (await ask()).coming.map((each) => [each.issue, each.moment]))
    .toEqual([[day, Date.parse('2999-01-03T06:00Z')]]);
  // Four sample readers, one every ten minutes, and a window of half an hour.
  const slow = 'schedule: { at: "07:00", window: 30m }\ndelivery: { pace: { perSecond: 0.00166 } }';
  await fresh.edit('newsletter.yaml', 'schedule: { at: "07:00" }', slow);
  await fresh.write(
    'content/subscribers.sample.csv',
    'address\na@example.org\nb@example.org\nc@example.org\nd@example.org\n',
  );
  const plan = async () => (await (await fetch(`${fresh.url}api/plan/${day}`)).json()) as PlanView;
  await expect.poll(async () => (await plan()).tooSlow).toBe(1);
});
