import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { planDispatch } from '../../pipeline/delivery/plan/plan-dispatch.ts';
import { recordPlan } from '../../pipeline/delivery/plan/record-plan.ts';
import { smtp } from '../../pipeline/delivery/smtp/smtp.ts';
import type { Edition } from '../../pipeline/editions/edition.ts';
import { createComposer } from '../../pipeline/messages/composer.ts';
import type { Store } from '../../pipeline/store/store.ts';
import type { Links } from '../../pipeline/subscribers/links/links.ts';
import { findSubscriber } from '../../pipeline/subscribers/list-subscribers.ts';
import { launchBrowser } from '../browser/launch.ts';
import { createEdition, createRequest } from '../delivery/support/audience.ts';
import { createSink } from '../delivery/support/smtp-sink.ts';
import { kinds } from '../store/support/databases.ts';
import { readEverything } from './support/reader.ts';
import { startTestServer } from './support/test-server.ts';
import { post, readMail, until } from './support/visitor.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(kinds)('on %s', (kind) => {
  test('subscribe, confirm, receive, change language, receive, leave by one click, come back, be erased', async () => {
    const { received, transport } = await createSink();
    const { origin, store, links } = await startTestServer({ kind, transport });
    const context = await browser.newContext({ locale: 'nl-NL' });
    const page = await context.newPage();
    const mails = () => received.map(({ raw }) => readMail({ raw: Buffer.from(raw) }));
    const nextMail = async (count: number) => {
      await until(() => received.length === count);
      return mails()[count - 1] as ReturnType<typeof readMail>;
    };

    await subscribe(page, origin, 'Aanmelden');
    await page.goto((await nextMail(1)).link);
    await page.click('button');
    expect(await page.textContent('h1')).toBe('Welkom');

    await sendIssue(store, links, transport, 'first');
    const first = await nextMail(2);
    expect(first.head).toContain('Content-Language: nl');
    await page.goto(/\S+\/preferences\/v1\.\S+/.exec(first.text)?.[0] ?? '');
    await page.selectOption('#language', 'en');
    await page.click('button[value=save]');
    expect(await page.textContent('h1')).toBe('Saved');

    await sendIssue(store, links, transport, 'second');
    const second = await nextMail(3);
    expect(second.head).toContain('Content-Language: en');
    const leave = /List-Unsubscribe: <([^>]+)>/.exec(second.head)?.[1] ?? '';
    expect((await post(leave, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    await sendIssue(store, links, transport, 'third');
    expect(received.length, 'whoever left gets nothing more').toBe(3);

    await subscribe(page, origin, 'Aanmelden');
    await page.goto((await nextMail(4)).link);
    await page.click('button');
    await sendIssue(store, links, transport, 'fourth');
    const back = await nextMail(5);
    expect(back.head).toContain('Content-Language: nl');

    await page.goto(/\S+\/preferences\/v1\.\S+/.exec(back.text)?.[0] ?? '');
    await page.click('button[value=erase]');
    await page.goto((await nextMail(6)).link);
    await page.click('button');
    expect(await page.textContent('h1')).toBe('Alles is gewist');
    await context.close();

    expect(await findSubscriber(store, 'zoe@example.org')).toBeUndefined();
    const deliveries = await store.read((db) => db.selectFrom('deliveries').selectAll().execute());
    expect(deliveries.map(({ state, address }) => [state, address])).toEqual(
      Array.from({ length: 3 }, () => ['accepted', 'erased']),
    );
    const everything = await readEverything(store);
    expect(JSON.stringify([deliveries, everything])).not.toMatch(/zoe@|zoë/i);
    expect(everything.consents.map((row) => row.kind)).toEqual(['confirmed', 'withdrawn', 'confirmed']);
  });

  test('people who leave, pause or are erased while an issue is being sent do not get it', async () => {
    const { received, transport } = await createSink();
    const { store, links, suppressions } = await startTestServer({ kind, transport });
    const { addReader } = await import('./support/reader.ts');
    const { eraseSubscribers } = await import('../../pipeline/subscribers/erase-subscribers.ts');
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) ids.push(await addReader(store, `reader${i}@example.org`));
    const request = createRequest({ transport: smtp, lists: ['weekly'] });
    const plan = await planDispatch(store, request, Date.now());
    const { dispatch, planned } = await recordPlan(store, plan, request, { messageDomain: 'example.org' });
    // Nobody is left to send it to, and a dispatch to nobody is not recorded.
    if (dispatch === undefined) return;
    expect(planned).toBe(60);
    const gone = ids.slice(0, 20);
    const paused = ids.slice(20, 25);
    const erased = ids.slice(25, 30);
    const off = ids.slice(30, 35);
    for (const id of paused)
      await post(links.preferencesUrl(id, 'en'), [
        ['do', 'save'],
        ['language', 'en'],
        ['list', 'weekly'],
        ['pause', new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)],
      ]);
    for (const id of off) await post(links.unsubscribeUrl(id, 'en'), { list: 'weekly' });
    await store.transaction((db) =>
      eraseSubscribers(db, erased, { suppressions, reason: 'erased', now: Date.now() }),
    );
    // All at once with the delivery: whoever is not on the wire yet stays off it.
    const [report, ...answers] = await Promise.all([
      deliver({ store, dispatch, transport, composerFor: (edition) => createComposer(edition, { links }) }),
      ...gone.map((id) => post(links.unsubscribeUrl(id, 'en'), { 'List-Unsubscribe': 'One-Click' })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(gone.map(() => 200));
    const rows = await store.read((db) =>
      db.selectFrom('deliveries').select(['subscriber', 'state', 'reason']).execute(),
    );
    const count = (state: string, reason?: string) =>
      rows.filter((row) => row.state === state && (reason === undefined || row.reason === reason)).length;
    expect(report.end).toBe('finished');
    expect(count('skipped', 'paused')).toBe(5);
    expect(count('skipped', 'erased')).toBe(5);
    expect(count('skipped') + count('accepted')).toBe(60);
    expect(received.length).toBe(count('accepted'));
    expect(count('accepted')).toBeGreaterThanOrEqual(25);
    const { subscribers } = await readEverything(store);
    expect(subscribers.filter(({ state }) => state === 'unsubscribed').length).toBe(20);
  });
});

async function subscribe(page: Page, origin: string, title: string): Promise<void> {
  await page.goto(origin);
  expect(await page.textContent('h1')).toBe(title);
  await page.fill('#address', 'Zoe@example.org');
  await page.fill('#name', 'Zoë');
  await page.check('#agree');
  await page.click('button');
  expect(page.url()).toContain('/nl/done/sent');
}

async function sendIssue(
  store: Store,
  links: Links,
  transport: Parameters<typeof deliver>[0]['transport'],
  issue: string,
): Promise<void> {
  const personal = (locale: string): Edition => ({
    ...createEdition(locale, issue),
    issue,
    text: ['Hello ', { field: 'preferencesUrl' }, '\n'],
  });
  const request = createRequest({ issue, ready: [personal('en'), personal('nl')], lists: ['weekly'] });
  const plan = await planDispatch(store, request, Date.now());
  const { dispatch } = await recordPlan(store, plan, request, { messageDomain: 'example.org' });
  // Nobody is left to send it to, and a dispatch to nobody is not recorded.
  if (dispatch === undefined) return;
  await deliver({ store, dispatch, transport, composerFor: (edition) => createComposer(edition, { links }) });
}
