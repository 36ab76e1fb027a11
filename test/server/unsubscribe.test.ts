import { describe, expect, test } from 'vitest';
import { findSubscriber } from '../../pipeline/subscribers/list-subscribers.ts';
import { kinds } from '../store/support/databases.ts';
import { addReader, readEverything } from './support/reader.ts';
import { startTestServer } from './support/test-server.ts';
import { post } from './support/visitor.ts';

const oneClick = { 'List-Unsubscribe': 'One-Click' };

describe.each(kinds)('on %s', (kind) => {
  test('one click, urlencoded or multipart, answers 200 again and again, with no cookie and no redirect', async () => {
    const { origin, store, links } = await startTestServer({ kind });
    for (const [address, body, dispatch] of [
      ['a@example.org', new URLSearchParams(oneClick), null],
      ['b@example.org', multipart(oneClick), 7],
    ] as const) {
      const id = await addReader(store, address);
      const url = links.unsubscribeUrl(id, 'nl', undefined, dispatch ?? undefined);
      expect(url.startsWith(origin)).toBe(true);
      for (let i = 0; i < 3; i++) {
        const answer = await fetch(url, { method: 'POST', body, redirect: 'error' });
        expect(answer.status).toBe(200);
        expect(answer.headers.get('set-cookie')).toBeNull();
        expect(answer.headers.get('content-language')).toBe('nl');
      }
      expect(await findSubscriber(store, address)).toMatchObject({ state: 'unsubscribed' });
      const trail = await store.read((db) =>
        db.selectFrom('consents').select(['kind', 'dispatch']).where('subscriber', '=', id).execute(),
      );
      expect(trail).toEqual([
        { kind: 'added', dispatch: null },
        { kind: 'withdrawn', dispatch },
      ]);
    }
  });

  test('many at the same moment all leave, each once', async () => {
    const { store, links } = await startTestServer({ kind });
    const ids: string[] = [];
    for (let i = 0; i < 40; i++) ids.push(await addReader(store, `reader${i}@example.org`));
    const answers = await Promise.all(
      [...ids, ...ids].map((id) => post(links.unsubscribeUrl(id, 'en'), oneClick)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { subscribers, consents } = await readEverything(store);
    expect(subscribers.every(({ state }) => state === 'unsubscribed')).toBe(true);
    expect(consents.filter((row) => row.kind === 'withdrawn').length).toBe(40);
  });
});

test('a GET or HEAD changes nothing, and neither does an empty POST', async () => {
  const { store, links } = await startTestServer();
  const url = links.unsubscribeUrl(await addReader(store, 'a@example.org'), 'en');
  const before = await readEverything(store);
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  expect((await fetch(`${url}?List-Unsubscribe=One-Click&do=yes`)).status).toBe(200);
  for (const body of [undefined, '{"do":"yes"}', 'do=no']) {
    const answer = await fetch(url, { method: 'POST', ...(body && { body }) });
    expect(answer.status).toBe(404);
  }
  const broken = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--y\r\nnonsense',
  });
  expect(broken.status).toBe(404);
  for (const method of ['PUT', 'DELETE', 'PATCH']) expect((await fetch(url, { method })).status).toBe(404);
  expect(await readEverything(store)).toEqual(before);
});

test('the page leaves everything, or one list', async () => {
  const { store, links } = await startTestServer();
  const url = links.unsubscribeUrl(await addReader(store, 'a@example.org'), 'en');
  expect(await (await fetch(url)).text()).toContain('Unsubscribe only from “The week”');
  const left = await post(url, { list: 'weekly' });
  expect(left.headers.get('location')).toBe('/en/done/left');
  expect(await findSubscriber(store, 'a@example.org')).toMatchObject({ state: 'active', lists: ['daily'] });
  await post(url, { list: 'nothing' });
  expect(await findSubscriber(store, 'a@example.org')).toMatchObject({ state: 'active', lists: ['daily'] });
  await post(url, { list: 'daily' });
  expect(await findSubscriber(store, 'a@example.org')).toMatchObject({ state: 'unsubscribed', lists: [] });
});

test('links of a former secret always work, and of an unknown one never', async () => {
  const old = 'an old secret of more than thirty-two characters';
  const before = await startTestServer({ secrets: [old] });
  const id = await addReader(before.store, 'a@example.org');
  const path = new URL(before.links.unsubscribeUrl(id, 'en', 0)).pathname;
  const after = await startTestServer({
    store: before.store,
    secrets: ['a new secret, as long as the one before it', old],
  });
  expect((await post(`${after.origin}${path}`, oneClick)).status).toBe(200);
  expect(await findSubscriber(after.store, 'a@example.org')).toMatchObject({ state: 'unsubscribed' });
  const other = await startTestServer({ secrets: ['a secret that never signed any of these links'] });
  expect((await post(`${other.origin}${path}`, oneClick)).status).toBe(404);
});

test('the language is that of the link, can be changed on the page, and is kept on the following pages', async () => {
  const { store, links } = await startTestServer();
  const url = links.unsubscribeUrl(await addReader(store, 'a@example.org'), 'nl');
  const page = await readPage(url, 'en');
  expect(page).toContain('<html lang="nl"');
  const english = /hreflang="en" href="([^"]+)"/.exec(page)?.[1] ?? '';
  const switched = await readPage(new URL(english, url).href, 'nl');
  expect(switched).toContain('<html lang="en"');
  const action = /form method="post" action="([^"]+)"/.exec(switched)?.[1] ?? '';
  const done = await post(new URL(action, url).href, { do: 'yes' });
  expect(done.headers.get('location')).toBe('/en/done/unsubscribed');
});

async function readPage(url: string, language: string): Promise<string> {
  const html = await (await fetch(url, { headers: { 'accept-language': language } })).text();
  return html.replaceAll('&#x3D;', '=');
}

function multipart(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
