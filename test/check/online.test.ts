import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkOnline } from '../../pipeline/check/check-online.ts';
import { readIssues } from '../../pipeline/content/read-issues.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { readNewsletter } from '../../pipeline/publication/newsletter/read-newsletter.ts';
import { behindRefusingProxy, refusedByProxy } from '../dispatches/support/behind-refusing-proxy.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

let server: Server;
let site: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [, status = '200', target] = request.url?.split('/') ?? [];
    if (status === 'get' && request.method === 'HEAD') response.writeHead(405).end();
    else if (status === 'never') return;
    else if (status === 'loop') response.writeHead(302, { location: '/loop' }).end();
    else if (status === 'get') response.writeHead(200).end('page');
    else response.writeHead(Number(status), target === undefined ? {} : { location: `/${target}` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => asked.splice(0));
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

/** The findings about an article with links to these paths of the server. */
async function found(paths: readonly string[], { cache = newCache(), at = 0, timeout = 10_000 } = {}) {
  const paragraphs = paths.map((path) => `  - paragraph: Read [this](${site}${path}) today.`).join('\n');
  const article = `kind: article\ndate: 2026-03-09\nstatus: ready\nheadline: Links\nbody:\n${paragraphs}\n`;
  const files = memoryFiles({
    'newsletter.yaml': `${tinyFiles['newsletter.yaml']}`,
    'content/spring/en.yaml': article,
  });
  const report = new Report();
  const newsletter = await readNewsletter(files, report);
  if (newsletter === undefined) throw new Error('The configuration cannot be read.');
  const issues = await readIssues(files, newsletter, ['spring'], report);
  const findings = await checkOnline(issues, {
    fetch,
    signal: new AbortController().signal,
    timeout,
    cache,
    clock: () => new Date(at),
    url: newsletter.url,
  });
  return findings.map(({ code, data, at: place }) => {
    const { source, start } = place as { source: { text: string }; start: number };
    return [code, source.text.slice(0, start).split('\n').length, JSON.stringify(data).replaceAll(site, '')];
  });
}

const newCache = () => join(mkdtempSync(join(tmpdir(), 'courant-links-')), 'cache', 'links.json');

test('a missing page, a server error and a moved page are reported at their lines', async () => {
  expect(await found(['/200', '/404', '/410', '/503', '/301/200', '/302/200'])).toEqual([
    ['link-gone', 7, '{"address":"/404","reason":"404"}'],
    ['link-gone', 8, '{"address":"/410","reason":"410"}'],
    ['link-unreachable', 9, '{"address":"/503","reason":"503"}'],
    ['link-moved', 10, '{"address":"/301/200","to":"/200"}'],
  ]);
});

test('servers that refuse programs, or do not know HEAD, are not held against a link', async () => {
  expect(await found(['/403', '/429', '/get'])).toEqual([]);
  expect(asked).toContain('GET /get');
});

test('a page that leads to itself ends', async () => {
  expect(await found(['/loop'])).toMatchObject([
    ['link-unreachable', 6, expect.stringContaining('redirects')],
  ]);
});

test('a link is requested once, regardless of its fragment, and again after a day', async () => {
  const cache = newCache();
  await found(['/200', '/200#a', '/404'], { cache });
  expect(asked).toEqual(['HEAD /200', 'HEAD /404', 'GET /404']);
  await found(['/200', '/404'], { cache, at: 60 * 60 * 1000 });
  expect(asked.slice(3)).toEqual(['HEAD /404', 'GET /404']);
  await found(['/200'], { cache, at: 25 * 60 * 60 * 1000 });
  expect(asked.slice(5)).toEqual(['HEAD /200']);
});

test('a link that the proxy refuses is unreachable, and the proxy is the reason', async () => {
  const printed = await behindRefusingProxy(
    { askLinks: 'check/links/ask-links.ts' },
    `const { signal } = new AbortController();
    const answers = await askLinks(['https://news.example.org/'], { fetch, signal, timeout: 60_000 });
    console.log(JSON.stringify([...answers.values()]));`,
  );
  expect(JSON.parse(printed)).toEqual([{ state: 'unreachable', reason: refusedByProxy }]);
});

test('an unreachable server is reported with the reason', async () => {
  const kept = site;
  site = 'http://127.0.0.1:9';
  const findings = await found(['/']);
  site = kept;
  expect(findings).toMatchObject([
    ['link-unreachable', 6, expect.stringMatching(/ECONNREFUSED|bad port|TypeError/)],
  ]);
});

test('a server that does not answer in time is reported', async () => {
  expect(await found(['/never'], { timeout: 100 })).toEqual([
    ['link-unreachable', 6, '{"address":"/never","reason":"TimeoutError"}'],
  ]);
});
