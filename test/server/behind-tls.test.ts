import { expect, test } from 'vitest';
import { findSubscriber } from '../../pipeline/subscribers/list-subscribers.ts';
import { addReader } from './support/reader.ts';
import { startTestServer } from './support/test-server.ts';
import { startTlsProxy } from './support/tls-proxy.ts';
import { hiddenField, post, readMail, until } from './support/visitor.ts';

const host = 'quay.example.org';
const publicUrl = `https://${host}`;
const behindProxy = 'server: { proxies: [127.0.0.1], limits: { perNetwork: 2 } }';

async function startBehindTls() {
  const server = await startTestServer({ publicUrl, newsletter: behindProxy });
  return { ...server, ask: await startTlsProxy(host, server.port) };
}

test('a page behind TLS sends HSTS, and every address on it is the public one', async () => {
  const { ask, origin } = await startBehindTls();
  const { status, headers, body } = await ask('/nl/subscribe');
  expect(status).toBe(200);
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
  expect(headers['x-request-id'], 'both logs know it').toBe('given-by-the-proxy');
  expect(body).toContain(`<link rel="canonical" href="${publicUrl}/nl/subscribe">`);
  expect(body).not.toContain('http://');
  const direct = await fetch(`${origin}/healthz`, { headers: { 'x-forwarded-proto': 'http' } });
  expect(direct.headers.get('strict-transport-security'), 'a proxy that asks without TLS').toBeNull();
});

test('a request for another host is refused, whatever X-Forwarded-Host says', async () => {
  const { ask } = await startBehindTls();
  for (const headers of [{ host: 'evil.example.org' }, { host: `${host}:8443` }, { host: `${host}.` }])
    expect((await ask('/en/subscribe', { headers })).status, headers.host).toBe(421);
  const claimed = await ask('/en/subscribe', { headers: { 'x-forwarded-host': 'evil.example.org' } });
  expect(claimed.status).toBe(200);
  expect(claimed.body).not.toContain('evil');
});

test('one click works: 200, no cookie and no redirect, again and again', async () => {
  const { ask, store, links } = await startBehindTls();
  const link = new URL(links.unsubscribeUrl(await addReader(store, 'zoe@example.org'), 'nl'));
  expect(link.origin).toBe(publicUrl);
  for (let click = 0; click < 2; click++) {
    const answer = await ask(link.pathname, { form: { 'List-Unsubscribe': 'One-Click' } });
    expect(answer).toMatchObject({ status: 200, body: 'Je bent afgemeld\n' });
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
  expect(await findSubscriber(store, 'zoe@example.org')).toMatchObject({ state: 'unsubscribed' });
});

test('a sign-up goes through TLS from the form to the button, and its mail leads to the public address', async () => {
  const { ask, store, mails } = await startBehindTls();
  const page = await ask('/en/subscribe');
  const guard = hiddenField(page.body, 'guard');
  const form = { address: 'zoe@example.org', agree: 'yes', guard };
  const sent = await ask('/en/subscribe', { form, headers: { origin: publicUrl } });
  expect([sent.status, sent.headers.location]).toEqual([303, '/en/done/sent']);
  await until(() => mails.length === 1);
  const link = new URL(readMail(mails[0] as (typeof mails)[0]).link);
  expect(link.origin).toBe(publicUrl);
  const done = await ask(link.pathname, { form: { do: 'yes' } });
  expect(done.headers.location).toBe('/en/done/confirmed');
  expect(await findSubscriber(store, 'zoe@example.org')).toMatchObject({ state: 'active' });
});

test('the client is the one that the proxy saw, not the one that a visitor claims to be', async () => {
  const { ask, origin } = await startBehindTls();
  const ask3 = async (claims: readonly string[], from?: string) => {
    const statuses: number[] = [];
    for (const claim of claims) {
      const headers = { 'x-forwarded-for': claim };
      const form = { address: 'nobody', guard: 'none' };
      statuses.push((await ask('/en/preferences', { form, headers, ...(from && { from }) })).status);
    }
    return statuses;
  };
  const invented = ['203.0.113.1', '203.0.113.77, 127.0.0.1', '192.0.2.1'];
  expect(await ask3(invented), 'one network, two forms').toEqual([422, 422, 429]);
  expect(await ask3(invented, '203.0.113.9'), 'another network has its own').toEqual([422, 422, 429]);
  expect(await ask3(['x'], '2001:db8::1')).toEqual([422]);

  // Nobody named this server's peer a proxy: all claims come from one visitor.
  const plain = await startTestServer({ newsletter: 'server: { limits: { perNetwork: 2 } }' });
  const direct: number[] = [];
  for (const claim of invented) {
    const headers = { 'x-forwarded-for': claim, 'x-real-ip': claim, forwarded: `for=${claim}` };
    direct.push((await post(`${plain.origin}/en/preferences`, { address: 'nobody' }, headers)).status);
  }
  expect(direct).toEqual([422, 422, 429]);
  expect(origin).not.toBe(plain.origin);
});
