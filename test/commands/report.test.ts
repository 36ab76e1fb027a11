import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeReport } from '../../pipeline/commands/describe-report.ts';
import { report } from '../../pipeline/commands/report.ts';
import { run } from '../../pipeline/commands/run.ts';
import { codesOf } from '../report/codes-of.ts';
import { openCommand } from './open-command.ts';

test('a report in words, as JSON, as a table and as pictures, with the visits of a log', async () => {
  const { root, run: go, give, time } = await openCommand();
  const options = { latest: 12 };
  const none = await go((context) => report(context, undefined, options));
  expect(none).toEqual({ code: 0, stdout: 'Nothing has been sent yet.', stderr: '' });
  const unknown = await go((context) => report(context, 'sprnig', options));
  expect(unknown.stdout).toBe('Nothing of "sprnig" has been sent yet.');

  await go((context) => run(context, { json: true }));
  await give('spring', 'sendAt: 2026-11-19T08:00Z');
  time.now = Date.parse('2026-11-19T08:00:05Z');
  await go((context) => run(context, { json: true }));
  const visit = (client: string, path: string, agent = 'Mozilla/5.0 (X11) Firefox/140.0') =>
    `${client} - - [19/Nov/2026:09:00:00 +0000] "GET ${path} HTTP/1.1" 200 512 "-" "${agent}"\n`;
  const log = join(root, 'access.log');
  const page = '/en/spring/';
  await writeFile(
    log,
    visit('192.0.2.1', page) + visit('192.0.2.2', page) + visit('192.0.2.3', page, 'curl/8'),
  );

  const words = await go((context) => report(context, 'spring', { ...options, log: ['access.log'] }));
  expect(words.stdout.split('\n')).toEqual([
    'spring  2026-11-19T08:00:05.000Z',
    '  4 of 4 delivered, half within 5 s, the last after 5 s, 2 visitors of the web version (2 views)',
    '    en: 2 of 2 delivered, half within 5 s, the last after 5 s, 2 visitors of the web version (2 views)',
    '    nl: 2 of 2 delivered, half within 5 s, the last after 5 s, 0 visitors of the web version (0 views)',
    '  new since: 0',
    'Now: 4 subscribers (en 2, nl 2)',
    'Log: 3 lines from 2026-11-19T09:00:00.000Z to 2026-11-19T09:00:00.000Z, 1 request by programs left out',
  ]);
  expect(words.stdout).not.toContain('192.0.2');

  const json = await go((context) => report(context, undefined, { ...options, json: true }));
  expect(JSON.parse(json.stdout).issues).toMatchObject([{ issue: 'spring', recipients: 4, delivered: 4 }]);
  const csv = await go((context) =>
    report(context, undefined, { ...options, csv: true, pictures: 'figures' }),
  );
  expect(csv.stdout.split('\r\n').map((line) => line.split(',').slice(0, 7).join())).toEqual([
    'issue,dispatch,correction,sent,locale,recipients,delivered',
    'spring,1,0,2026-11-19T08:00:05.000Z,,4,4',
    'spring,1,0,2026-11-19T08:00:05.000Z,en,2,2',
    'spring,1,0,2026-11-19T08:00:05.000Z,nl,2,2',
  ]);
  const picture = await readFile(join(root, 'figures/readers.svg'), 'utf8');
  expect(picture).toContain('<desc id="description">19 Nov: English 2, Nederlands 2.</desc>');
  expect(picture).not.toMatch(/NaN|undefined|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
  const missing = { ...options, log: ['none.log'] };
  expect(await codesOf(go((context) => report(context, undefined, missing)))).toEqual(['log-unreadable']);
});

test('one of a thing is not several', () => {
  const issue = (name: string, recipients: number, replies: number) => ({
    ...{
      issue: name,
      dispatch: 1,
      revision: 1,
      createdAt: 0,
      editions: [],
      newSince: 0,
      recipients,
      replies,
    },
    ...{ delivered: recipients, bounced: 0, refused: 0, uncertain: 0, unsent: 0, complained: 0, left: 0 },
    ...{ time: undefined, visits: undefined },
  });
  const report = { issues: [issue('second', 3, 1), issue('first', 2, 2)], readers: [], log: undefined };
  const text = describeReport(report).join('\n');
  expect(text).toContain('3 of 3 delivered, 1 reply (33.33%)');
  expect(text).toContain('2 of 2 delivered, 2 replies (100%)');
  expect(text).toContain('compared with first: +1 recipient, +0 left');
});
