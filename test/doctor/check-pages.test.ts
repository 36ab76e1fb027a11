import { createServer, type RequestListener } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLookup } from '../../pipeline/doctor/dns/lookup.ts';
import { checkPages } from '../../pipeline/doctor/pages/check-pages.ts';
import { createWeb, type Web, type WebAnswer } from '../../pipeline/doctor/web/request.ts';

const now = Date.parse('2026-11-29T12:00Z');
const ok: WebAnswer = {
  kind: 'answered',
  status: 200,
  type: 'text/html',
  location: undefined,
  date: now,
  setsCookie: false,
  body: Buffer.from(''),
  isWhole: true,
};
const down: WebAnswer = { kind: 'failed', reason: 'nothing listens there' };

async function check(answers: { site?: WebAnswer; page?: WebAnswer; click?: WebAnswer }, scheme = 'https') {
  const url = `${scheme}://news.example.org`;
  const unsubscribeUrl = `${scheme}://pages.example.org/unsubscribe/v1.x`;
  const web: Web = async (address, { method } = {}) => {
    if (address === url) return answers.site ?? ok;
    return (method === 'POST' ? answers.click : answers.page) ?? ok;
  };
  const results = await checkPages({ url, unsubscribeUrl, web, clock: () => now });
  return results.flatMap(({ findings }) =>
    findings.map(({ problem }) => `${problem.severity} ${problem.code}`),
  );
}

test.each<[string, Parameters<typeof check>, string[]]>([
  ['nothing is wrong', [{}], []],
  ['the site is down', [{ site: down }], ['error site-unreachable']],
  ['the site is not there', [{ site: { ...ok, status: 404 } }], ['error site-unreachable']],
  ['nothing has TLS', [{}, 'http'], ['warning site-insecure', 'error unsubscribe-insecure']],
  ['the pages are down', [{ page: down }], ['error unsubscribe-broken']],
  ['a proxy refuses POST', [{ click: { ...ok, status: 403 } }], ['error unsubscribe-broken']],
  ['one click leads elsewhere', [{ click: { ...ok, status: 302 } }], ['error unsubscribe-broken']],
  ['the clock is a minute late', [{ site: { ...ok, date: now + 60_000 } }], ['warning clock-skew']],
  ['the clock is an hour ahead', [{ site: { ...ok, date: now - 3_600_000 } }], ['error clock-skew']],
])('%s', async (_, input, codes) => {
  expect(await check(...input)).toEqual(codes);
});

describe('a web server', () => {
  async function ask(listener: RequestListener, timeout = 20_000) {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as { port: number };
    const web = createWeb(createLookup(), { signal: new AbortController().signal, timeout });
    return web(`http://127.0.0.1:${port}/`);
  }

  test.each(['https://[', 'https://a:99999/', 'gopher://example.org/'])(
    'cannot have the address %s',
    async (address) => {
      const web = createWeb(createLookup(), { signal: new AbortController().signal });
      expect(await web(address)).toMatchObject({ kind: 'failed' });
    },
  );

  test('that answers without end is cut off', async () => {
    const answer = await ask((_, response) => {
      const chunk = Buffer.alloc(65_536);
      const more = () => {
        while (response.write(chunk));
        response.once('drain', more);
      };
      more();
    });
    expect(answer).toMatchObject({ kind: 'answered', isWhole: false, body: { byteLength: 262_144 } });
  });

  test('that never answers is given up', async () => {
    expect(await ask(() => undefined, 200)).toEqual({ kind: 'failed', reason: 'it did not answer in time' });
  });

  test('that leads elsewhere is not followed', async () => {
    const answer = await ask((_, response) => response.writeHead(302, { location: '/x' }).end());
    expect(answer).toMatchObject({ status: 302, location: '/x' });
  });

  test('that is not there is reported', async () => {
    const web = createWeb(createLookup(), { signal: new AbortController().signal });
    expect(await web('http://127.0.0.1:9/')).toEqual({ kind: 'failed', reason: 'nothing listens there' });
  });
});
