import { expect, test } from 'vitest';
import { behindRefusingProxy, refusedByProxy } from './support/behind-refusing-proxy.ts';

test('a page that the proxy refuses is not public, and the proxy is the reason', async () => {
  const printed = await behindRefusingProxy(
    { checkPublic: 'dispatches/check-public.ts' },
    `const { signal } = new AbortController();
    const once = { patience: 0, clock: () => 0, wait: async () => {}, signal };
    await checkPublic(['https://news.example.org/'], once).catch(({ problems: [{ code, data }] }) =>
      console.log(JSON.stringify({ code, data })));`,
  );
  expect(JSON.parse(printed)).toMatchObject({
    code: 'public-unreachable',
    data: { address: 'https://news.example.org/', reason: refusedByProxy },
  });
});

test('an alert that the proxy refuses is not sent, and the proxy is the reason', async () => {
  const printed = await behindRefusingProxy(
    { postAlert: 'dispatches/alert/post-alert.ts' },
    `const { signal } = new AbortController();
    const alert = { title: 'Late', intro: '', details: [], after: '', json: {} };
    console.log(await postAlert('https://chat.example.org/hook', alert, signal));`,
  );
  expect(printed).toBe(`${refusedByProxy}\n`);
});
