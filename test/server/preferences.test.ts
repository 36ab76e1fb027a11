import { describe, expect, test } from 'vitest';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { findSubscriber } from '../../pipeline/subscribers/list-subscribers.ts';
import { kinds } from '../store/support/databases.ts';
import { addReader, readEverything } from './support/reader.ts';
import { startTestServer } from './support/test-server.ts';
import { fillIn, hiddenField, post, readMail, until } from './support/visitor.ts';

const now = Date.UTC(2026, 10, 25, 12);

describe.each(kinds)('on %s', (kind) => {
  test('language, name, lists, time zone and a pause are settled on one page', async () => {
    const { store, links } = await startTestServer({ kind, clock: () => now });
    const id = await addReader(store, 'zoe@example.org');
    const url = links.preferencesUrl(id, 'en');
    const page = await (await fetch(url)).text();
    expect(page).toContain('value="Zoë"');
    expect(page, 'a newsletter is forwarded, and the link with it').not.toContain('zoe@example.org');
    const saved = await post(url, [
      ['do', 'save'],
      ['name', ' Zoë  van\r\n Dijk'],
      ['language', 'nl'],
      ['list', 'daily'],
      ['zone', 'America/New_York'],
      ['pause', '2026-12-24'],
    ]);
    expect(saved.headers.get('location')).toBe('/nl/done/saved');
    expect(await findSubscriber(store, 'zoe@example.org')).toMatchObject({
      name: 'Zoë van Dijk',
      locale: 'nl',
      lists: ['daily'],
      timeZone: 'America/New_York',
      pausedUntil: new Date('2026-12-24T05:00:00Z'),
    });
    const again = await (await fetch(url)).text();
    expect(again).toContain('value="2026-12-24"');
    expect(again).toContain('<option value="America/New_York" selected>');
    const { consents } = await readEverything(store);
    expect(consents.at(-1)).toMatchObject({ kind: 'changed', source: 'page', lists: '["daily"]' });
  });

  test.each(['Asia/Kolkata', 'UTC'])('a time zone that a list gave as %s stays chosen', async (zone) => {
    const { store, links, suppressions } = await startTestServer({ kind, clock: () => now });
    const bytes = new TextEncoder().encode(`address,timeZone\nzoe@example.org,${zone}`);
    await importSubscribers(store, { bytes, file: 'list.csv', source: 'import', suppressions });
    const reader = await findSubscriber(store, 'zoe@example.org');
    expect(reader).toMatchObject({ timeZone: zone });
    const page = await (await fetch(links.preferencesUrl(reader?.id ?? '', 'en'))).text();
    expect(page).toContain(`<option value="${zone}" selected>`);
  });

  test('a person requests their data by mail, and gets all of it', async () => {
    const { store, links, mails } = await startTestServer({ kind });
    const id = await addReader(store, 'zoe@example.org');
    const asked = await post(links.preferencesUrl(id, 'nl'), { do: 'export' });
    expect(asked.headers.get('location')).toBe('/nl/done/mailed');
    await until(() => mails.length === 1);
    expect(mails[0]?.envelope.to).toBe('zoe@example.org');
    const { link, text } = readMail(mails[0] as (typeof mails)[0]);
    expect(text).toContain('Hallo Zoë,');
    expect(await (await fetch(link)).text()).toContain('Download mijn gegevens');
    const answer = await post(link, { do: 'yes' });
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(await answer.json()).toMatchObject({
      address: 'zoe@example.org',
      lists: [{ list: 'daily' }, { list: 'weekly' }],
      consents: [{ kind: 'added', evidence: 'a test' }],
      deliveries: [],
    });
  });

  test('erasing needs a link from a mail, and leaves only a hash that keeps old lists out', async () => {
    const { store, links, mails, suppressions } = await startTestServer({ kind });
    const id = await addReader(store, 'zoe@example.org');
    await post(links.preferencesUrl(id, 'en'), { do: 'erase' });
    await until(() => mails.length === 1);
    const { link } = readMail(mails[0] as (typeof mails)[0]);
    await fetch(link);
    expect(await findSubscriber(store, 'zoe@example.org')).toBeDefined();
    expect((await post(link, { do: 'yes' })).headers.get('location')).toBe('/en/done/erased');
    const everything = await readEverything(store);
    expect(JSON.stringify(everything)).not.toMatch(/zoe|zoë/i);
    expect(JSON.stringify(everything)).not.toContain(id);
    expect(everything.consents).toMatchObject([{ kind: 'added' }]);
    const found = await store.read((db) => suppressions.find(db, ['zoe@example.org']));
    expect(found.get('zoe@example.org')).toMatchObject([{ reason: 'erased', scope: '*' }]);

    expect((await post(link, { do: 'yes' })).status).toBe(404);
    expect((await fetch(links.preferencesUrl(id, 'en'))).status).toBe(404);
    const leave = await post(links.unsubscribeUrl(id, 'en'), { 'List-Unsubscribe': 'One-Click' });
    expect(leave.status, 'an old newsletter still lets one leave').toBe(200);
  });
});

test('invalid choices are reported, and nothing is saved', async () => {
  const { store, links } = await startTestServer({ clock: () => now });
  const url = links.preferencesUrl(await addReader(store, 'zoe@example.org'), 'en');
  const before = await readEverything(store);
  for (const [fields, says] of [
    [{ list: 'daily', pause: '2026-11-25' }, 'Choose a day within the next year'],
    [{ list: 'daily', pause: '2031-01-01' }, 'Choose a day within the next year'],
    [{ list: 'daily', pause: 'tomorrow' }, 'Choose a day within the next year'],
    [{ list: 'nothing' }, 'Choose at least one'],
  ] as const) {
    const answer = await post(url, { do: 'save', name: 'Zoë', language: 'en', zone: '', ...fields });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(says);
  }
  expect(await readEverything(store)).toEqual(before);
});

test('unknown choices fall back to the former choices', async () => {
  const { store, links } = await startTestServer();
  const url = links.preferencesUrl(await addReader(store, 'zoe@example.org', { locale: 'nl' }), 'nl');
  await post(url, { do: 'save', name: '', language: 'tlh', zone: 'Mars/Olympus', list: 'daily', pause: '' });
  expect(await findSubscriber(store, 'zoe@example.org')).toMatchObject({
    name: undefined,
    locale: 'nl',
    timeZone: undefined,
  });
});

test('a person who lost the link gets a new one by mail, and a stranger learns nothing', async () => {
  const { origin, store, mails } = await startTestServer();
  await addReader(store, 'zoe@example.org');
  const ask = async (address: string) => {
    const page = await (await fetch(`${origin}/nl/preferences`)).text();
    return post(`${origin}/nl/preferences`, { address, guard: hiddenField(page, 'guard') });
  };
  for (const address of ['nobody@example.org', 'ZOE@example.org'])
    expect((await ask(address)).headers.get('location')).toBe('/nl/done/mailed');
  await until(() => mails.length > 0);
  expect(mails.map(({ envelope }) => envelope.to)).toEqual(['zoe@example.org']);
  expect((await fetch(readMail(mails[0] as (typeof mails)[0]).link)).status).toBe(200);
});

test('links expire, and the preferences do not reactivate anybody', async () => {
  let time = now;
  const { store, links, origin, mails } = await startTestServer({ clock: () => time });
  const id = await addReader(store, 'zoe@example.org');
  const url = links.preferencesUrl(id, 'en');
  await post(links.unsubscribeUrl(id, 'en'), { 'List-Unsubscribe': 'One-Click' });
  const page = await (await fetch(url)).text();
  expect(page).toContain('You are not subscribed at the moment');
  expect(page).not.toContain('value="save"');
  expect((await post(url, { do: 'save', list: 'daily', language: 'en' })).status).toBe(404);
  expect(await findSubscriber(store, 'zoe@example.org')).toMatchObject({ state: 'unsubscribed' });
  expect((await post(url, { do: 'export' })).headers.get('location')).toBe('/en/done/mailed');
  await until(() => mails.length === 1);
  await fillIn(origin, { address: 'zoe@example.org' });
  await until(() => mails.length === 2);
  time += 8 * 24 * 60 * 60 * 1000;
  const { link } = readMail(mails[1] as (typeof mails)[0]);
  expect((await post(link, { do: 'yes' })).status).toBe(404);
  expect(await findSubscriber(store, 'zoe@example.org')).toMatchObject({ state: 'unsubscribed' });
});
