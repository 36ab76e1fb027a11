import { describe, expect, test } from 'vitest';
import { checkPublic } from '../../pipeline/dispatches/check-public.ts';
import { mailAddresses } from '../../pipeline/dispatches/mail-addresses.ts';

const minute = 60_000;
const page = 'https://news.example.org/en/spring/';

/** A website that has each page from a moment on, and a clock that waiting moves. */
function website(since: Readonly<Record<string, number>>) {
  let now = 0;
  const asked: string[] = [];
  const waited: string[] = [];
  return {
    asked,
    waited,
    check: (addresses: readonly string[], patience: number, signal = new AbortController().signal) =>
      checkPublic(addresses, {
        patience,
        signal,
        clock: () => now,
        async wait(ms) {
          now += ms;
        },
        async fetch(input) {
          const url = new URL(String(input));
          asked.push(url.href);
          const isThere = now >= (since[`${url.origin}${url.pathname}`] ?? 0);
          return new Response('', { status: isThere ? 200 : 404 });
        },
        onWait: (address, reason) => waited.push(`${address} ${reason}`),
      }),
    now: () => now,
  };
}

describe('the check of what a mail points at', () => {
  test('asks once for each address that can be reached', async () => {
    const site = website({});
    await site.check([page, page, `${page}a.png`], 15 * minute);
    expect(site.asked).toEqual([page, `${page}a.png`]);
  });

  test('bypasses caches until a page is public, and reports once that it waits', async () => {
    const site = website({ [page]: 4 * minute });
    await site.check([page], 15 * minute);
    expect(site.now()).toBe(4 * minute);
    expect(site.waited).toEqual([`${page} status 404`]);
    const later = site.asked.slice(1);
    expect(later.every((address) => address.startsWith(`${page}?courant-check=`))).toBe(true);
    expect(new Set(later).size).toBe(later.length);
  });

  test('gives up after a quarter of an hour for all addresses together', async () => {
    const site = website({ [page]: 10 * minute, [`${page}a.png`]: 20 * minute });
    await expect(site.check([page, `${page}a.png`], 15 * minute)).rejects.toMatchObject({
      problems: [{ code: 'public-unreachable', message: expect.stringContaining('a.png') }],
    });
    expect(site.now()).toBe(15 * minute);
  });

  test('asks once when there is no deployment to wait for', async () => {
    const site = website({ [page]: 1 });
    await expect(site.check([page], 0)).rejects.toMatchObject({ problems: [{ code: 'public-unreachable' }] });
    expect(site.asked).toEqual([page]);
  });

  test('stops on a signal', async () => {
    const site = website({ [page]: 20 * minute });
    await expect(site.check([page], 15 * minute, AbortSignal.abort())).rejects.toThrow();
    expect(site.asked).toHaveLength(1);
  });

  test('keeps a signed link out of what it says', async () => {
    const link = 'https://news.example.org/unsubscribe/v1.abc-def.ghi';
    await expect(website({ [link]: 1 }).check([link], 0)).rejects.toMatchObject({
      problems: [{ message: expect.not.stringContaining('abc-def') }],
    });
  });
});

test('a mail is checked for what it contains: pictures in each size, and its web version', () => {
  const html = `<a href="https://news.example.org/about"><img src="https://news.example.org/pictures/a.png"
    srcset="https://news.example.org/pictures/a.png 1x, https://news.example.org/pictures/b.png 2x"></a>
    <td background="https://news.example.org/c.png"><style>i{background:url('https://news.example.org/d.png')}</style>
    <img src="https://elsewhere.example.com/e.png">`;
  expect(mailAddresses({ html: [html], webUrl: page }, 'https://news.example.org')).toEqual([
    page,
    'https://news.example.org/pictures/a.png',
    'https://news.example.org/c.png',
    'https://news.example.org/pictures/b.png',
    'https://news.example.org/d.png',
  ]);
});
