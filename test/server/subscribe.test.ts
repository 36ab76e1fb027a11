import { describe, expect, test } from 'vitest';
import { kinds } from '../store/support/databases.ts';
import { listSubscribers } from '../store/support/list-subscribers.ts';
import { startTestServer } from './support/test-server.ts';
import { fillIn, hiddenField, post, readMail, until } from './support/visitor.ts';

const day = 24 * 60 * 60 * 1000;
const readConsents = (store: Awaited<ReturnType<typeof startTestServer>>['store']) =>
  store.read((db) => db.selectFrom('consents').selectAll().orderBy('id').execute());

describe.each(kinds)('on %s', (kind) => {
  test('a form, a mail, a button: and only then somebody subscribes, in the language of the page', async () => {
    const { origin, store, mails } = await startTestServer({ kind });
    const sent = await fillIn(origin, { address: 'Zoe@Example.org', name: ' Zoë\tB. ' }, 'nl');
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toBe('/nl/done/sent');
    await until(() => mails.length === 1);
    expect(await listSubscribers(store)).toEqual([]);

    const mail = readMail(mails[0] as (typeof mails)[0]);
    expect(mails[0]?.envelope.to).toBe('Zoe@example.org');
    expect(mail.head).toContain('\r\nAuto-Submitted: auto-generated\r\n');
    expect(mail.head).toContain('\r\nContent-Language: nl\r\n');
    expect(mail.head).not.toMatch(/^List-/m);
    expect(mail.text).toContain('Hallo,');
    expect(mail.text, 'a stranger could have written the name').not.toContain('Zoë');

    const page = await fetch(mail.link);
    expect(page.headers.get('content-language')).toBe('nl');
    expect(await listSubscribers(store), 'a scanner opens every link').toEqual([]);
    const done = await post(mail.link, { do: 'yes' });
    expect(done.headers.get('location')).toBe('/nl/done/confirmed');
    expect(await listSubscribers(store)).toMatchObject([
      {
        address: 'Zoe@Example.org',
        name: 'Zoë B.',
        locale: 'nl',
        state: 'active',
        source: 'form',
        lists: ['weekly'],
      },
    ]);

    const [consent] = await readConsents(store);
    expect(consent).toMatchObject({ kind: 'confirmed', source: 'form', wording_locale: 'nl' });
    expect(mails[0]?.messageId).toBe(consent?.message_id);
    const wording = await store.read((db) =>
      db
        .selectFrom('wordings')
        .select('text')
        .where('version', '=', consent?.wording ?? '')
        .executeTakeFirst(),
    );
    expect(wording?.text).toMatch(/^Ja, ik wil De Kade/);
  });

  test('a confirmation works once, and does not undo later changes', async () => {
    const { origin, store, mails, links } = await startTestServer({ kind });
    await fillIn(origin, { address: 'zoe@example.org' });
    await until(() => mails.length === 1);
    const { link } = readMail(mails[0] as (typeof mails)[0]);
    await post(link, { do: 'yes' });
    const [person] = await listSubscribers(store);
    await post(links.unsubscribeUrl(person?.id ?? '', 'en'), { 'List-Unsubscribe': 'One-Click' });
    const again = await post(link, { do: 'yes' });
    expect(again.headers.get('location')).toBe('/en/done/used');
    expect(await listSubscribers(store)).toMatchObject([{ state: 'unsubscribed' }]);
    expect((await readConsents(store)).map(({ kind, source }) => [kind, source])).toEqual([
      ['confirmed', 'form'],
      ['withdrawn', 'one-click'],
    ]);
  });

  test('the form asks for a time zone if readers get issues at their own hour', async () => {
    const newsletter = 'schedule: { at: "07:00", readersTime: true }\n';
    const { origin, store, mails } = await startTestServer({ kind, newsletter });
    expect(await (await fetch(`${origin}/en/subscribe`)).text()).toContain('(Amsterdam)');
    const wrong = await fillIn(origin, { address: 'zoe@', zone: 'Asia/Tokyo' });
    expect(await wrong.text()).toContain('<option value="Asia/Tokyo" selected>');
    const zones: (string | null | undefined)[] = [];
    for (const zone of ['Asia/Tokyo', 'Nowhere/Land', '']) {
      await fillIn(origin, { address: `zoe${zones.length}@example.org`, zone });
      await until(() => mails.length === zones.length + 1);
      await post(readMail(mails[zones.length] as (typeof mails)[0]).link, { do: 'yes' });
      const people = await store.read((db) =>
        db.selectFrom('subscribers').select('time_zone').orderBy('address').execute(),
      );
      zones.push(people.at(-1)?.time_zone);
    }
    expect(zones).toEqual(['Asia/Tokyo', null, null]);

    const others = await startTestServer({ kind });
    expect(await (await fetch(`${others.origin}/en/subscribe`)).text()).not.toContain('name="zone"');
  });

  test('neither the answer nor the written rows reveal whether an address is known', async () => {
    const { origin, store, mails } = await startTestServer({ kind });
    await fillIn(origin, { address: 'known@example.org' });
    await until(() => mails.length === 1);
    await post(readMail(mails[0] as (typeof mails)[0]).link, { do: 'yes' });
    const count = () =>
      store.read(async (db) => [
        (await db.selectFrom('signups').select('id').execute()).length,
        (await db.selectFrom('notices').select('id').execute()).length,
      ]);
    const before = await count();
    const answers: (string | number | null)[][] = [];
    for (const address of ['known@example.org', 'unknown@example.org']) {
      const answer = await fillIn(origin, { address });
      answers.push([answer.status, answer.headers.get('location'), await answer.text()]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await count()).toEqual(before.map((each) => each + 2));
    await until(() => mails.length === 3);
    expect(readMail(mails[1] as (typeof mails)[0]).text).toContain('You are already subscribed');
  });
});

test('mistakes in a form are shown in its language, beside the typed values', async () => {
  const { origin, mails } = await startTestServer();
  const answer = await fillIn(
    origin,
    { address: 'not an address', agree: '', list: '', name: '<b>"x"' },
    'nl',
  );
  const page = await answer.text();
  expect(answer.status).toBe(422);
  // With a hyphen at which a line does not break.
  expect(page).toContain('Dit is geen geldig e\u2011mailadres');
  expect(page).toContain('Ja, ik wil De Kade per e\u2011mail ontvangen.');
  expect(page).toContain('Vink dit aan');
  expect(page).toContain('Kies er minstens één');
  expect(page).toContain('aria-invalid="true"');
  expect(page).toContain('value="&lt;b&gt;&quot;x&quot;"');
  expect(mails).toEqual([]);
});

test('an address with hidden characters or another header is refused', async () => {
  const { origin, mails } = await startTestServer();
  for (const address of [
    'zoe@example.org\r\nBcc: li@example.org',
    'zoe@example.org,li@example.org',
    'zoe@example.org;li@example.org',
    '<zoe@example.org>',
    '\u202ezoe@example.org',
    'zoe@exam\u00adple.org',
    'zoe\ufffd@example.org',
    'zoe@[127.0.0.1]',
    'zoe@localhost',
  ])
    expect((await fillIn(origin, { address })).status, address).toBe(422);
  expect(mails).toEqual([]);
});

test('an address from the archive\u2019s form is kept in the full form', async () => {
  const { origin, store } = await startTestServer();
  const answer = await post(`${origin}/nl/subscribe`, { address: 'zoe@example.org' });
  const page = await answer.text();
  expect(answer.status).toBe(200);
  expect(page).toContain('value="zoe@example.org"');
  expect(page).toMatch(/id="list-weekly"[^>]* checked/);
  expect(page).not.toContain('class="problems"');
  expect(await store.read((db) => db.selectFrom('signups').select('id').execute())).toEqual([]);
});

test('a form from a bot has no effect: too quick, too old, forged, or with the hidden field', async () => {
  let now = Date.UTC(2026, 10, 25);
  const { origin, store } = await startTestServer({ clock: () => now, leastFormAge: 2 });
  const quick = await fillIn(origin, { address: 'a@example.org' });
  expect(quick.status).toBe(422);
  expect(await quick.text()).toContain('Please send it again');
  const page = await (await fetch(`${origin}/en/subscribe`)).text();
  const fields = {
    address: 'a@example.org',
    agree: 'yes',
    list: 'weekly',
    guard: hiddenField(page, 'guard'),
  };
  now += day;
  expect((await post(`${origin}/en/subscribe`, fields)).status).toBe(422);
  expect(
    (await fillIn(origin, { ...fields, guard: `${Math.floor(now / 1000)}.${'A'.repeat(22)}` })).status,
  ).toBe(422);
  const trapped = await fillIn(origin, { ...fields, website: 'https://spam.example' });
  expect(trapped.headers.get('location')).toBe('/en/done/sent');
  expect(await store.read((db) => db.selectFrom('signups').select('id').execute())).toEqual([]);
});

test('nobody can flood somebody else\u2019s mailbox', async () => {
  const { origin, mails, store } = await startTestServer({
    newsletter: 'server: { limits: { perAddress: 2, perNetwork: 1000 } }',
  });
  for (let i = 0; i < 5; i++) {
    const answer = await fillIn(origin, { address: i % 2 ? 'VICTIM@example.org' : 'victim@example.org' });
    expect(answer.headers.get('location')).toBe('/en/done/sent');
  }
  await until(async () => {
    const rows = await store.read((db) => db.selectFrom('notices').select('state').execute());
    return rows.length === 5 && rows.every(({ state }) => state !== 'planned');
  });
  expect(mails.length).toBe(2);
});

test('a network that sends too many forms waits, and others do not', async () => {
  const { origin } = await startTestServer({
    newsletter: 'server: { proxies: [127.0.0.1], limits: { perNetwork: 3, perAddress: 100 } }',
  });
  const from = (address: string) => ({ 'x-forwarded-for': `10.9.9.9, ${address}` });
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++)
    statuses.push(
      (await fillIn(origin, { address: `a${i}@example.org` }, 'nl', from(`203.0.113.${i}`))).status,
    );
  expect(statuses).toEqual([303, 303, 303, 429, 429]);
  const many = await fillIn(origin, { address: 'b@example.org' }, 'nl', from('203.0.113.77'));
  expect(many.headers.get('retry-after')).toBe('3600');
  expect(await many.text()).toContain('Een ogenblik');
  expect((await fillIn(origin, { address: 'b@example.org' }, 'nl', from('198.51.100.1'))).status).toBe(303);
  expect((await fillIn(origin, { address: 'c@example.org' }, 'nl', from('2001:db8:1:2::1'))).status).toBe(
    303,
  );
});

test('people who complained, or whom an operator suppressed, never get mail because of a stranger\u2019s form', async () => {
  const { origin, mails, store, suppressions } = await startTestServer();
  await store.transaction(async (db) => {
    await suppressions.add(db, ['angry@example.org'], 'complained', 1);
    await suppressions.add(db, ['gone@example.org'], 'erased', 1);
  });
  await fillIn(origin, { address: 'angry@example.org' });
  await fillIn(origin, { address: 'gone@example.org' });
  await until(() => mails.length === 1);
  expect(mails[0]?.envelope.to).toBe('gone@example.org');
  await post(readMail(mails[0] as (typeof mails)[0]).link, { do: 'yes' });
  expect(await listSubscribers(store)).toMatchObject([{ address: 'gone@example.org', state: 'active' }]);
  expect(await store.read((db) => suppressions.find(db, ['gone@example.org']))).toEqual(new Map());
});
