import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { countVisits } from '../../pipeline/report/visits/count-visits.ts';
import { parseLogLine } from '../../pipeline/report/visits/parse-log-line.ts';
import { readLogLines } from '../../pipeline/report/visits/read-log-lines.ts';
import { createFolder } from '../delivery/support/ledger.ts';
import { codesOf } from './codes-of.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const pages = [
  { dispatch: 1, locale: 'en', address: 'https://news.example.org/en/spring/' },
  { dispatch: 1, locale: 'nl', address: 'https://news.example.org/nl/f%C3%AAte/' },
];

const line = (client: string, request: string, { status = 200, agent = firefox, day = '29' } = {}) =>
  `${client} - - [${day}/Nov/2026:07:00:02 +0100] "${request}" ${status} 512 "-" "${agent}"`;

async function* each(lines: readonly string[]) {
  yield* lines;
}

test('views and visitors of the pages are counted, without bots and other requests', async () => {
  const lines = [
    line('192.0.2.1', 'GET /en/spring/ HTTP/1.1'),
    line('192.0.2.1', 'GET /en/spring/?from=mail HTTP/1.1'),
    line('192.0.2.1', 'GET /en/spring/index.html HTTP/2.0', { status: 304 }),
    line('192.0.2.1', 'GET /en/spring/ HTTP/1.1', { day: '30' }),
    line('2001:db8::1', 'GET /en/spring/ HTTP/1.1'),
    line('192.0.2.2', 'GET /nl/f%C3%AAte/ HTTP/1.1', { agent: `${firefox} \\"odd\\"` }),
    line('192.0.2.3', 'HEAD /en/spring/ HTTP/1.1'),
    line('192.0.2.3', 'GET /en/spring HTTP/1.1', { status: 301 }),
    line('192.0.2.3', 'GET /en/other/ HTTP/1.1'),
    line('192.0.2.3', 'GET /%zz HTTP/1.1'),
    line('192.0.2.4', 'GET /en/spring/ HTTP/1.1', { agent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' }),
    line('192.0.2.4', 'GET /en/spring/ HTTP/1.1', { agent: 'curl/8.5.0' }),
    line('192.0.2.4', 'GET /en/spring/ HTTP/1.1', { agent: '-' }),
    '\u0016\u0003\u0001 nonsense',
    '',
  ];
  const { pages: counted, log } = await countVisits(each(lines), pages);
  expect(counted.get(1)?.get('en')).toEqual({ views: 5, visitors: 3 });
  expect(counted.get(1)?.get('nl')).toEqual({ views: 1, visitors: 1 });
  expect(log).toEqual({
    lines: 14,
    unreadable: 1,
    bots: 3,
    lacksAgents: false,
    from: Date.parse('2026-11-29T06:00:02Z'),
    until: Date.parse('2026-11-30T06:00:02Z'),
  });
});

test('the common format has no programs, and the report says so', async () => {
  const common = '192.0.2.1 - zoe [29/Nov/2026:07:00:02 -0330] "GET /en/spring/ HTTP/1.1" 200 -';
  expect(parseLogLine(common)).toEqual({
    client: '192.0.2.1',
    at: Date.parse('2026-11-29T10:30:02Z'),
    method: 'GET',
    target: '/en/spring/',
    status: 200,
    agent: undefined,
  });
  const { log } = await countVisits(each([common]), pages);
  expect(log).toMatchObject({ lines: 1, unreadable: 0, lacksAgents: true });
  for (const odd of ['[32/Foo/2026:07:00:02 +0100]', '[29/Nov/2026]', '[]'])
    expect(parseLogLine(common.replace(/\[.*?\]/, odd))).toBeUndefined();
});

test('a hostile line takes no time', () => {
  for (const hostile of [
    `1 - - [${'a'.repeat(100_000)}`,
    `1 - - [x] "${'\\"'.repeat(50_000)}`,
    '" '.repeat(50_000),
  ])
    expect(parseLogLine(hostile)).toBeUndefined();
});

test('logs are read one after the other, compressed or not, and a problem names the file', async () => {
  const folder = await createFolder();
  const [plain, zipped, cut] = ['a.log', 'b.log.gz', 'c.gz'].map((name) => join(folder, name));
  const text = `${line('192.0.2.1', 'GET / HTTP/1.1')}\r\nsecond\n`;
  await writeFile(plain ?? '', text);
  await writeFile(zipped ?? '', gzipSync(text));
  await writeFile(cut ?? '', gzipSync(text.repeat(500)).subarray(0, 60));
  const read = async (files: readonly string[]) => Array.fromAsync(readLogLines(files));
  expect(await read([plain ?? '', zipped ?? ''])).toEqual([
    line('192.0.2.1', 'GET / HTTP/1.1'),
    'second',
    line('192.0.2.1', 'GET / HTTP/1.1'),
    'second',
  ]);
  for (const bad of [join(folder, 'none.log'), folder, cut ?? ''])
    expect(await codesOf(read([bad]))).toEqual(['log-unreadable']);
});
