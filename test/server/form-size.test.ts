import { expect, test } from 'vitest';
import { addReader } from './support/reader.ts';
import { startTestServer } from './support/test-server.ts';
import { post } from './support/visitor.ts';

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };
const send = (url: string, body: string, headers: Readonly<Record<string, string>> = urlencoded) =>
  fetch(url, { method: 'POST', body, headers, redirect: 'manual' });

/** As many fields as fit into the largest body that is read at all. */
const bodies: readonly string[] = ['a&'.repeat(16_300), '&'.repeat(32_600), 'list=a&'.repeat(4_600)];

test('a body of many small fields costs a server no more than any other', async () => {
  const { origin, links, store } = await startTestServer({
    newsletter: 'server: { limits: { perNetwork: 1000 } }',
  });
  const id = await addReader(store, 'zoe@example.org');
  const urls = [`${origin}/en/subscribe`, links.unsubscribeUrl(id, 'en'), links.preferencesUrl(id, 'en')];
  const began = performance.now();
  for (const url of urls) for (const body of bodies) await send(url, body);
  // Read field by field into lists that are copied each time, one of them takes seconds.
  expect(performance.now() - began).toBeLessThan(3_000);
});

test('a form of more than 100 fields is refused as too large, in the reader\u2019s language', async () => {
  const { origin, links, store } = await startTestServer();
  const id = await addReader(store, 'zoe@example.org');
  for (const url of [
    `${origin}/nl/subscribe`,
    links.unsubscribeUrl(id, 'nl'),
    links.preferencesUrl(id, 'nl'),
    links.confirmUrl(id, 'nl'),
  ]) {
    const refused = await send(url, 'list=a&'.repeat(101));
    expect(refused.status).toBe(413);
    expect(await refused.text()).toContain('Dat is te veel tekst');
    expect((await send(url, 'list=a&'.repeat(100))).status).not.toBe(413);
  }
});

test('as many parts of a multipart form are refused too', async () => {
  const { origin } = await startTestServer();
  const part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n';
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  expect((await send(`${origin}/en/subscribe`, `${part.repeat(101)}--b--\r\n`, headers)).status).toBe(413);
  expect((await send(`${origin}/en/subscribe`, `${part.repeat(100)}--b--\r\n`, headers)).status).toBe(200);
});

test('a network above its limit and a forged link are answered before their body has come', async () => {
  const { origin } = await startTestServer({ newsletter: 'server: { limits: { perNetwork: 1 } }' });
  await post(`${origin}/en/subscribe`, { address: 'zoe@example.org' });
  for (const [path, status] of [
    ['/en/subscribe', 429],
    ['/en/preferences', 429],
    ['/preferences/v1.forged', 404],
    ['/erase/v1.forged', 404],
    ['/unsubscribe/v1.forged', 404],
  ] as const) {
    const abort = new AbortController();
    // A body that is announced and never comes.
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([97])) });
    const answer = await fetch(`${origin}${path}`, {
      method: 'POST',
      body,
      headers: urlencoded,
      signal: AbortSignal.any([abort.signal, AbortSignal.timeout(5_000)]),
      duplex: 'half',
    });
    expect([path, answer.status]).toEqual([path, status]);
    abort.abort();
  }
});
