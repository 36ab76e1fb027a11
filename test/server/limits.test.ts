import { describe, expect, test } from 'vitest';
import { kinds } from '../store/support/databases.ts';
import { addReader, readEverything } from './support/reader.ts';
import { startTestServer } from './support/test-server.ts';
import { fillIn, hiddenField, post, until } from './support/visitor.ts';

const hour = 60 * 60 * 1000;
const proxied = (limits: string) => `server: { proxies: [127.0.0.1], limits: { ${limits} } }`;
const from = (address: string) => ({ 'x-forwarded-for': address });

/** Asks for a fresh link, as somebody does who fills in the form. */
async function ask(origin: string, address: string, headers: Readonly<Record<string, string>> = {}) {
  const page = await (await fetch(`${origin}/en/preferences`, { headers })).text();
  return post(`${origin}/en/preferences`, { address, guard: hiddenField(page, 'guard') }, headers);
}

describe.each(kinds)('on %s', (kind) => {
  test('forms that send no mail do not use up the limit', async () => {
    const { origin, mails } = await startTestServer({
      kind,
      newsletter: proxied('perNetwork: 50, overall: 2'),
    });
    const hostile = from('203.0.113.7');
    for (let i = 0; i < 5; i++) {
      expect((await fillIn(origin, { address: 'none' }, 'en', hostile)).status).toBe(422);
      expect((await fillIn(origin, { address: 'a@example.org', website: 'x' }, 'en', hostile)).status).toBe(
        303,
      );
      expect((await post(`${origin}/en/subscribe`, { address: 'a@example.org' }, hostile)).status).toBe(200);
      expect((await ask(origin, 'unknown@example.org', hostile)).status).toBe(303);
    }
    const kind1 = from('198.51.100.1');
    expect((await fillIn(origin, { address: 'zoe@example.org' }, 'en', kind1)).status).toBe(303);
    expect((await fillIn(origin, { address: 'li@example.org' }, 'en', kind1)).status).toBe(303);
    await until(() => mails.length === 2);
    expect((await fillIn(origin, { address: 'late@example.org' }, 'en', kind1)).status, 'two mails').toBe(
      429,
    );
  });

  test('an hour later the forms work again', async () => {
    let now = Date.UTC(2026, 10, 25);
    const { origin } = await startTestServer({
      kind,
      clock: () => now,
      newsletter: 'server: { limits: { perNetwork: 2, overall: 100 } }',
    });
    const statuses: number[] = [];
    for (const wait of [0, 0, 0, hour - 1000, 1000, 0, 0]) {
      now += wait;
      statuses.push((await fillIn(origin, { address: 'zoe@example.org' })).status);
    }
    expect(statuses).toEqual([303, 303, 429, 429, 303, 303, 429]);
  });

  test('one person gets three mails per day over all forms and plus tags', async () => {
    let now = Date.UTC(2026, 10, 25);
    const { origin, links, store, mails } = await startTestServer({
      kind,
      clock: () => now,
      newsletter: 'server: { limits: { perNetwork: 100 } }',
    });
    const id = await addReader(store, 'zoe@example.org');
    await fillIn(origin, { address: 'zoe+one@example.org' });
    await ask(origin, 'zoe@example.org');
    await post(links.preferencesUrl(id, 'en'), { do: 'export' });
    await until(() => mails.length === 3);
    const askForAll = async () => {
      for (const address of ['ZOE@example.org', 'zoe+two@example.org', 'zoe+three@example.org'])
        expect((await fillIn(origin, { address })).headers.get('location')).toBe('/en/done/sent');
      expect((await ask(origin, 'zoe@example.org')).headers.get('location')).toBe('/en/done/mailed');
      for (const wish of ['export', 'erase']) await post(links.preferencesUrl(id, 'en'), { do: wish });
      await until(async () => {
        const rows = await store.read((db) => db.selectFrom('notices').select('state').execute());
        return rows.every(({ state }) => state !== 'planned');
      });
    };
    await askForAll();
    expect(mails.length).toBe(3);
    now += 24 * hour;
    await askForAll();
    expect(mails.length, 'three more on the next day').toBe(6);
  });

  test('and as many when all forms arrive at the same moment', async () => {
    const { origin, store } = await startTestServer({ kind, newsletter: proxied('perAddress: 2') });
    const pages = await Promise.all(
      Array.from({ length: 8 }, async () => (await fetch(`${origin}/en/subscribe`)).text()),
    );
    const guards = pages.map((page) => hiddenField(page, 'guard'));
    const answers = await Promise.all(
      guards.map((guard, index) =>
        post(
          `${origin}/en/subscribe`,
          { address: `zoe+${index}@example.org`, list: 'weekly', agree: 'yes', guard },
          from(`203.0.${index}.7`),
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303));
    const { notices } = await readEverything(store);
    expect(notices).toHaveLength(8);
    expect(notices.filter(({ state }) => state !== 'void')).toHaveLength(2);
  });

  test('a form works once: again for the same address it gives the same answer, for another it asks again', async () => {
    const { origin, mails, store } = await startTestServer({ kind });
    const page = await (await fetch(`${origin}/en/subscribe`)).text();
    const fields = { list: 'weekly', agree: 'yes', guard: hiddenField(page, 'guard') };
    const send = (address: string) => post(`${origin}/en/subscribe`, { ...fields, address });
    expect((await send('zoe@example.org')).headers.get('location')).toBe('/en/done/sent');
    expect((await send('zoe@example.org')).headers.get('location'), 'a double click').toBe('/en/done/sent');
    const other = await send('li@example.org');
    expect(other.status).toBe(422);
    const form = await other.text();
    expect(form).toContain('Please send it again');
    expect(form).toContain('value="li@example.org"');
    const again = await post(`${origin}/en/subscribe`, {
      ...fields,
      address: 'li@example.org',
      guard: hiddenField(form, 'guard'),
    });
    expect(again.headers.get('location')).toBe('/en/done/sent');
    await until(() => mails.length === 2);
    expect(mails.map(({ envelope }) => envelope.to)).toEqual(['zoe@example.org', 'li@example.org']);
    // The other form takes no value that this one has had.
    const link = await post(`${origin}/en/preferences`, { address: 'li@example.org', guard: fields.guard });
    expect(link.status).toBe(422);
    expect(await store.read((db) => db.selectFrom('signups').select('id').execute())).toHaveLength(2);
  });

  test('two forms that are sent at the same moment with one value sign up once', async () => {
    const { origin, store } = await startTestServer({ kind });
    const page = await (await fetch(`${origin}/en/subscribe`)).text();
    const fields = { list: 'weekly', agree: 'yes', guard: hiddenField(page, 'guard') };
    await Promise.all(
      Array.from({ length: 6 }, () =>
        post(`${origin}/en/subscribe`, { ...fields, address: 'zoe@example.org' }),
      ),
    );
    expect(await store.read((db) => db.selectFrom('signups').select('id').execute())).toHaveLength(1);
  });

  test('servers that share a store share the limits', async () => {
    const newsletter = 'server: { limits: { perNetwork: 3, perAddress: 2 } }';
    const first = await startTestServer({ kind, newsletter });
    const second = await startTestServer({ store: first.store, newsletter });
    const statuses: number[] = [];
    for (const { origin } of [first, second, first, second, first])
      statuses.push((await fillIn(origin, { address: 'zoe@example.org' })).status);
    expect(statuses).toEqual([303, 303, 303, 429, 429]);
    await until(() => first.mails.length + second.mails.length === 2);
  });
});

test('the stored counters identify nobody, and are deleted', async () => {
  let now = Date.UTC(2026, 10, 25);
  const { origin, store } = await startTestServer({ clock: () => now, newsletter: proxied('perNetwork: 9') });
  await fillIn(origin, { address: 'zoe@example.org' }, 'en', from('203.0.113.7'));
  const kept = () =>
    store.read(async (db) => [
      ...(await db.selectFrom('form_posts').selectAll().execute()),
      ...(await db.selectFrom('form_uses').selectAll().execute()),
    ]);
  expect(await kept()).toHaveLength(2);
  expect(JSON.stringify(await kept())).not.toMatch(/zoe|203\.0/);
  now += 13 * hour;
  await fillIn(origin, { address: 'none' }, 'en', from('198.51.100.1'));
  expect(await kept()).toHaveLength(1);
});
