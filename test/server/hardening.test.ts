import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLog, withoutPrivate } from '../../pipeline/server/create-log.ts';
import { networkOf } from '../../pipeline/server/network-of.ts';
import { cleanPersonName } from '../../pipeline/subscribers/person-name.ts';
import { expectNothingPrivate } from './support/clean-log.ts';
import { addReader, readEverything } from './support/reader.ts';
import { startTestServer } from './support/test-server.ts';
import { post } from './support/visitor.ts';

const purposes = ['unsubscribe', 'preferences', 'confirm', 'export', 'erase'] as const;

test('unknown, lapsed, tampered and foreign links all get the same calm page, and change nothing', async () => {
  const { origin, store, links } = await startTestServer();
  const id = await addReader(store, 'zoe@example.org');
  const before = await readEverything(store);
  const token = links.unsubscribeUrl(id, 'en').split('/').at(-1) ?? '';
  const tampered = `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`;
  const pages = new Set<string>();
  for (const path of [
    `/unsubscribe/${tampered}`,
    `/preferences/${token}`,
    `/erase/${token}`,
    `/export/${new URL(links.preferencesUrl(id, 'en')).pathname.split('/').at(-1)}`,
    `/preferences/${new URL(links.preferencesUrl(id, 'en', 0)).pathname.split('/').at(-1)}`,
    `/preferences/${new URL(links.preferencesUrl('f'.repeat(32), 'en')).pathname.split('/').at(-1)}`,
    '/confirm/nonsense',
  ]) {
    const answer = await fetch(`${origin}${path}`);
    expect(answer.status).toBe(404);
    // The page differs in its own address alone, which the switch of languages leads to.
    pages.add((await answer.text()).replaceAll(path, ''));
    expect((await post(`${origin}${path}`, { do: 'yes', 'List-Unsubscribe': 'One-Click' })).status).toBe(404);
  }
  expect(pages.size).toBe(1);
  expect([...pages][0]).toContain('This link no longer works');
  expect(await readEverything(store)).toEqual(before);
});

test('no bytes in an address, a header or a body break it or change anything', async () => {
  const { origin, store, links, log } = await startTestServer();
  const id = await addReader(store, 'zoe@example.org');
  const before = await readEverything(store);
  const genuine = purposes.map((purpose) => links[`${purpose}Url`](id, 'en').split('/').at(-1) ?? '');
  const mutated = fc.tuple(fc.constantFrom(...genuine), fc.nat(), fc.string()).map(([token, at, insert]) => {
    const place = at % token.length;
    return `${token.slice(0, place)}${insert || 'x'}${token.slice(place + 1)}`;
  });
  const token = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), mutated);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...purposes),
      token.filter((text) => !genuine.includes(text)),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=b',
        'multipart/form-data',
        'text/plain',
        '\u00ff',
      ),
      async (purpose, text, body, type) => {
        const url = `${origin}/${purpose}/${encodeURIComponent(text.toWellFormed())}`;
        const get = await fetch(url, { redirect: 'manual' });
        const send = await fetch(url, {
          method: 'POST',
          body,
          headers: { 'content-type': type },
          redirect: 'manual',
        });
        expect([200, 302, 404]).toContain(get.status);
        expect([404]).toContain(send.status);
      },
    ),
    { numRuns: 200 },
  );
  expect(await readEverything(store)).toEqual(before);
  expect(log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('the headers of every answer forbid everything that no page needs', async () => {
  const { origin, store, links } = await startTestServer();
  const token = links.preferencesUrl(await addReader(store, 'zoe@example.org'), 'en');
  for (const url of [`${origin}/en/subscribe`, token, `${origin}/nothing`, `${origin}/healthz`]) {
    const { headers } = await fetch(url);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+='; form-action 'self'/);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test('only the headers of a trusted proxy count', async () => {
  const forwarded = {
    'x-forwarded-proto': 'https',
    'x-request-id': 'from-the-proxy',
    host: 'quay.example.org',
  };
  const trusting = await startTestServer({
    publicUrl: 'https://quay.example.org',
    newsletter: 'server: { proxies: [127.0.0.0/8] }',
  });
  const behind = await rawRequest(trusting.port, '/en/subscribe', forwarded);
  expect(behind).toContain('strict-transport-security: max-age=');
  expect(behind).toContain('x-request-id: from-the-proxy');
  const plain = await startTestServer({ publicUrl: 'https://quay.example.org' });
  const direct = await rawRequest(plain.port, '/en/subscribe', forwarded);
  expect(direct).toMatch(/^HTTP\/1.1 200/);
  expect(direct).not.toContain('strict-transport-security');
  expect(direct).not.toContain('from-the-proxy');
});

test('another host is refused, except for probes', async () => {
  const { port } = await startTestServer({ publicUrl: 'https://quay.example.org' });
  expect(await rawRequest(port, '/en/subscribe', { host: 'evil.example' })).toMatch(/^HTTP\/1.1 421/);
  expect(await rawRequest(port, '/en/subscribe', { host: 'quay.example.org' })).toMatch(/^HTTP\/1.1 200/);
  expect(await rawRequest(port, '/healthz', { host: '10.0.0.7:80' })).toMatch(/^HTTP\/1.1 200/);
  expect(await rawRequest(port, '/readyz', { host: '10.0.0.7:80' })).toMatch(/^HTTP\/1.1 200/);
});

test('a body that no form has is refused, in the reader\u2019s language', async () => {
  const { origin } = await startTestServer();
  const answer = await post(`${origin}/nl/subscribe`, { name: 'x'.repeat(40_000) });
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain('Dat is te veel tekst');
});

test.each([
  ['headers', 'POST /en/subscribe HTTP/1.1\r\nX-Slow: '],
  [
    'a body',
    'POST /en/subscribe HTTP/1.1\r\nHost: quay.example.org\r\nContent-Length: 3000\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n',
  ],
])(
  'whoever sends %s a byte at a time is cut off, however long they would go on',
  async (_what, beginning) => {
    const { port } = await startTestServer({ publicUrl: 'https://quay.example.org', requestTimeout: 500 });
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk) => (answer += chunk));
    socket.write(beginning);
    const drip = setInterval(() => socket.write('a'), 20);
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    // A byte that comes after the end is refused.
    socket.on('error', () => {});
    await closed;
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1.1 408/);
  },
);

test('the language of the path comes before the browser\u2019s, and that before the source\u2019s', async () => {
  const { origin } = await startTestServer();
  const location = async (accept: string) =>
    (await fetch(origin, { headers: { 'accept-language': accept }, redirect: 'manual' })).headers.get(
      'location',
    );
  expect(await location('fr, nl-BE;q=0.8, en;q=0.2')).toBe('/nl/subscribe');
  expect(await location('fr')).toBe('/en/subscribe');
  expect(await location('nl;q=0, *')).toBe('/en/subscribe');
  expect(await location(';;q=,,')).toBe('/en/subscribe');
  const page = await fetch(`${origin}/nl/done/nothing`, { headers: { 'accept-language': 'en' } });
  expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('Pagina niet gevonden')]);
});

test('a server that is stopped answers requests in progress and accepts no new ones', async () => {
  const server = await startTestServer();
  const socket = connect(server.port, '127.0.0.1');
  const answered = new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    socket.on('close', () => resolve(text));
  });
  const body = 'address=a%40example.org';
  socket.write(
    `POST /en/subscribe HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  );
  // The server has begun to read the request.
  await once(socket, 'data');
  const stopped = server.stop();
  await expect(fetch(`${server.origin}/healthz`)).rejects.toThrow();
  socket.write(body.slice(5));
  const answer = await answered;
  expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200/);
  expect(answer).toMatch(/^connection: close/im);
  await stopped;
});

test('a log has no address and no token, whatever an error quotes', () => {
  const lines: string[] = [];
  const log = createLog({ write: (line: string) => lines.push(line) });
  const token = `v1.${'Ab3_'.repeat(12)}`;
  log.error({ error: new Error(`Key (normalised)=(zoe@example.org) exists, see ${token}`) }, 'failed');
  log.error({ error: new Error('postgres://user:password@db.example.org is down') }, 'failed');
  expectNothingPrivate(lines);
  expect(lines.join()).not.toContain('password');
  expect(withoutPrivate('550 5.1.1 <a.b+c@sub.example.org>: no such user')).toBe(
    '550 5.1.1 <(an address)>: no such user',
  );
});

test('a name is one line, and cannot be used to mail somebody a link', () => {
  expect(cleanPersonName(' Zoë\r\nBcc: a@example.org\u202e ')).toBe('Zoë Bcc: a@example.org');
  for (const spam of ['Win! https://spam.example', 'www.spam.example', 'WWW.spam.example now'])
    expect(cleanPersonName(spam)).toBeUndefined();
  expect(cleanPersonName('x'.repeat(500))).toHaveLength(200);
});

test('a network is a /24 or a /56', () => {
  expect(networkOf('203.0.113.7')).toBe(networkOf('203.0.113.200'));
  expect(networkOf('::ffff:203.0.113.7')).toBe(networkOf('203.0.113.7'));
  expect(networkOf('2001:db8:1:ab00::1')).toBe(networkOf('2001:db8:1:abff:1::'));
  expect(networkOf('2001:db8:1:ab00::1')).not.toBe(networkOf('2001:db8:1:ac00::1'));
  expect(networkOf('::1')).toBe(networkOf('0:0:0:0::2'));
});

/** A request with any header, which fetch would not send. */
function rawRequest(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8');
    socket
      .on('data', (chunk) => (text += chunk))
      .on('end', () => resolve(text))
      .on('error', reject);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${path} HTTP/1.1\r\nConnection: close\r\n${lines.join('')}\r\n`);
  });
}
