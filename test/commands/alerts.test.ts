import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { journalAlerts } from '../../pipeline/commands/alert-journal.ts';
import { findExpiring } from '../../pipeline/commands/alert-people.ts';
import { hold, release } from '../../pipeline/commands/hold.ts';
import { openShared } from '../../pipeline/commands/open-shared.ts';
import { run } from '../../pipeline/commands/run.ts';
import { status } from '../../pipeline/commands/status.ts';
import { watchPulls } from '../../pipeline/commands/watch-pulls.ts';
import { work } from '../../pipeline/commands/work.ts';
import { raiseAlerts } from '../../pipeline/dispatches/alert/raise-alerts.ts';
import type { OpenEnd } from '../../pipeline/dispatches/open-ends.ts';
import { withStore } from '../../pipeline/dispatches/with-store.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { createProblem } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { readNewsletter } from '../../pipeline/publication/newsletter/read-newsletter.ts';
import { createSelfSigned } from '../server/support/self-signed.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { openCommand } from './open-command.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

interface Post {
  readonly title: string;
  readonly text: string;
  readonly open: readonly OpenEnd[];
  readonly ended?: readonly OpenEnd[];
}

/** A real server for the webhook, which keeps what it gets and answers as the test wants. */
async function startWebhook() {
  const webhook = { url: '', status: 200, posts: [] as Post[] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    webhook.posts.push(JSON.parse(String(Buffer.concat(chunks))));
    response.writeHead(webhook.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  webhook.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-part`;
  return webhook;
}

/** The alerts in the outbox. */
async function readMails(root: string) {
  const folder = join(root, '.courant/outbox/notices');
  const files = await readdir(folder).catch(() => []);
  return Promise.all(files.map(async (file) => PostalMime.parse(await readFile(join(folder, file)))));
}

const runOnce = (context: Parameters<typeof run>[0]) => run(context, { json: true });
const alertsOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout).alerts;

describe.each(kinds)('on %s', (kind) => {
  test('people learn once, by mail and webhook, and again when it comes back', async () => {
    const { databaseUrl } = await createDatabase(kind);
    const webhook = await startWebhook();
    const {
      root,
      run: go,
      give,
      newsletter,
      time,
    } = await openCommand({
      COURANT_ALERT_WEBHOOK: webhook.url,
      COURANT_SUPPRESSION_KEY: 'ab'.repeat(32),
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    });
    await newsletter('alerts: { to: operators@example.org }');
    await give('spring', 'sendAt: 2026-11-19T08:00Z');
    expect(alertsOf(await go(runOnce))).toEqual([]);

    time.now += 3 * day;
    webhook.status = 500;
    const missed = await go(runOnce);
    expect(missed.code).toBe(4);
    expect(alertsOf(missed)).toMatchObject([
      { channel: 'mail', open: [{ reason: 'missed', issue: 'spring' }], problems: [] },
      { channel: 'webhook', problems: [{ code: 'alert-unsent' }] },
    ]);
    expect(missed.stderr).toMatch(/sent to the webhook at 127\.0\.0\.1:\d+: it answered 500\./);
    expect(missed.stderr).not.toContain('secret-part');
    const [mail] = await readMails(root);
    expect(mail?.to).toMatchObject([{ address: 'operators@example.org' }]);
    expect(mail?.subject).toContain('spring: missed');
    expect(mail?.text).toContain('courant send spring\ncourant send spring --skip');
    expect(mail?.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');

    // The webhook is tried again after a pause; the mail has arrived.
    webhook.status = 200;
    expect(alertsOf(await go(runOnce))).toEqual([]);
    time.now += 16 * minute;
    expect(alertsOf(await go(runOnce))).toMatchObject([{ channel: 'webhook', problems: [] }]);
    expect(webhook.posts).toHaveLength(2);
    expect(webhook.posts[1]).toMatchObject({
      text: expect.stringContaining('"courant send spring --skip"'),
      open: [
        { reason: 'missed', issue: 'spring', settle: ['courant send spring', 'courant send spring --skip'] },
      ],
    });
    expect(alertsOf(await go(runOnce))).toEqual([]);

    await go((context) => hold(context, 'spring', {}));
    time.now += minute;
    expect(alertsOf(await go(runOnce))).toEqual([]);
    await go((context) => release(context, 'spring', {}));
    time.now += minute;
    expect(alertsOf(await go(runOnce))).toMatchObject([{ channel: 'mail' }, { channel: 'webhook' }]);
    expect(await readMails(root)).toHaveLength(2);
  });

  test('two machines send one alert, and only about a failure that lasts', async () => {
    const database = await createDatabase(kind);
    const stores = [await database.open(), await database.open()] as const;
    const webhook = await startWebhook();
    const { context, root, time } = await openCommand({ COURANT_ALERT_WEBHOOK: webhook.url });
    const settings = await readNewsletter(diskFiles(root), new Report());
    if (settings === undefined) throw new Error('The publication has no settings.');
    const both = async (...open: OpenEnd[]) => {
      webhook.posts.length = 0;
      const options = { newsletter: settings, open, readAt: time.now, openShared: () => openShared(context) };
      await Promise.all(stores.map((store) => raiseAlerts(context, store, options)));
      return webhook.posts.flatMap((post) => post.open.map(({ reason }) => reason));
    };
    const unreachable = { reason: 'unreachable', issue: 'spring' } as const;
    const unfinished = { reason: 'unfinished', issue: 'spring', count: 3 } as const;
    const paused = { reason: 'paused', issue: 'april', count: 2 } as const;
    expect(await both(unreachable, unfinished, paused)).toEqual(['paused']);
    time.now += 59 * minute;
    expect(await both(unreachable, unfinished, paused)).toEqual([]);
    time.now += minute;
    expect(await both(unreachable, unfinished, paused)).toEqual(['unreachable']);
    expect(webhook.posts).toHaveLength(1);
    time.now += minute;
    expect(await both()).toEqual([]);
    time.now += minute;
    expect(await both(unreachable, paused), 'the hour begins again').toEqual(['paused']);
  });
});

test('people learn about certificates and a DKIM key that are near their end', async () => {
  const webhook = await startWebhook();
  const pem = createSelfSigned('localhost');
  const listen = (server: { listen: (port: number, done: () => void) => unknown; close: () => unknown }) =>
    new Promise<void>((resolve) => {
      onTestFinished(() => void server.close());
      server.listen(0, resolve);
    });
  const mail = new SMTPServer({ ...pem, secure: true });
  const relay = new SMTPServer({ ...pem, secure: false });
  const site = createTlsServer(pem);
  for (const server of [mail, relay, site]) await listen(server);
  const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
  const [mailPort, relayPort, sitePort] = [portOf(mail.server), portOf(relay.server), portOf(site)];

  const environment: Record<string, string> = {
    COURANT_ALERT_WEBHOOK: webhook.url,
    SMTP_URL: `smtps://localhost:${mailPort}?verify=yes`,
  };
  const { root, run: go, context, newsletter, time } = await openCommand(environment);
  environment['XDG_STATE_HOME'] = join(root, 'elsewhere');
  await newsletter(
    [
      `server: { url: "https://localhost:${sitePort}" }`,
      'delivery: { dkim: { domain: example.org, selector: news1, replaceBy: 2030-01-31 } }',
    ].join('\n'),
  );
  const find = async () => {
    const settings = await readNewsletter(diskFiles(root), new Report());
    return settings === undefined ? [] : findExpiring(context, settings);
  };
  const look = async () => {
    const found = new Set<unknown>();
    await go(async () => {
      for (const end of await find()) found.add(end);
      return 0;
    });
    return found;
  };
  // The test's certificates are valid for a day before and a day after they were made.
  time.now = Date.now();
  expect(await look()).toEqual(new Set());
  time.now += 20 * 60 * minute;
  expect(await look()).toEqual(
    new Set([
      { reason: 'certificate', issue: `localhost:${mailPort}`, count: 0 },
      { reason: 'certificate', issue: `localhost:${sitePort}`, count: 0 },
    ]),
  );
  environment['SMTP_URL'] = `smtp://localhost:${relayPort}?verify=yes`;
  time.now += 5 * 60 * minute;
  expect(await look(), 'one server is not used any more').toEqual(
    new Set([
      { reason: 'certificate', issue: `localhost:${relayPort}`, count: -1 },
      { reason: 'certificate', issue: `localhost:${sitePort}`, count: -1 },
    ]),
  );

  delete environment['SMTP_URL'];
  await newsletter('delivery: { dkim: { domain: example.org, selector: news1, replaceBy: 2030-01-31 } }');
  time.now = Date.parse('2030-01-10T12:00Z');
  const { code, stdout } = await go(runOnce);
  const key = { reason: 'dkim-key', issue: 'news1._domainkey.example.org', count: 20 };
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ open: [key], alerts: [{ channel: 'webhook', problems: [] }] });
  expect(webhook.posts).toMatchObject([
    { text: expect.stringContaining('is due for replacement in 20 days'), open: [key] },
  ]);
  expect(alertsOf(await go(runOnce))).toEqual([]);
});

test('an address that is none, and a mail that the outbox cannot take, stop nothing', async () => {
  const {
    run: go,
    give,
    newsletter,
    time,
    write,
  } = await openCommand({ COURANT_ALERT_WEBHOOK: 'example.org' });
  await newsletter('alerts: { to: operators@example.org }');
  await give('spring', 'sendAt: 2026-11-19T08:00Z');
  await go(runOnce);
  await write('.courant/outbox', 'A file is in the way.');
  time.now += 3 * day;
  const { code, stderr } = await go(runOnce);
  expect(code).toBe(4);
  expect(stderr).toContain('An alert could not be sent to operators@example.org: ');
  expect(stderr).toContain('to the webhook: COURANT_ALERT_WEBHOOK is not an http:// or https:// address.');
});

test('the public pages report once that withdrawals wait for the journal', async () => {
  const webhook = await startWebhook();
  const { context, root, write, time } = await openCommand({
    COURANT_ALERT_WEBHOOK: webhook.url,
    COURANT_MARK: 'mark',
  });
  const settings = await readNewsletter(diskFiles(root), new Report());
  if (settings === undefined) throw new Error('The publication has no settings.');
  const store = await (await createDatabase()).open();
  const alert = journalAlerts(context, store, () => settings);
  const unwritten = createProblem('mark-failed', { place: 'mark', reason: 'the disk is full' });
  const reasons = () => webhook.posts.flatMap((post) => post.open.map(({ reason }) => reason));
  await write('mark', 'A file is in the way.');
  expect(await alert(unwritten)).toBeUndefined();
  expect(reasons(), 'nothing waits').toEqual([]);

  const line = { hash: 'ab', kind: 'operator', scope: '', at: time.now } as const;
  await store.transaction((db) => db.insertInto('journal_waiting').values(line).execute());
  await alert(unwritten);
  await alert(unwritten);
  expect(reasons()).toEqual(['journal']);
  time.now += minute;
  await alert(undefined);
  await alert(unwritten);
  expect(reasons()).toEqual(['journal', 'journal']);

  await store.close();
  expect(await alert(unwritten)).toMatchObject({ code: 'alert-unsent' });
});

test('people learn once that "git pull" has failed for an hour, and when it works again', async () => {
  const webhook = await startWebhook();
  const environment = { PATH: process.env['PATH'] ?? '', COURANT_ALERT_WEBHOOK: webhook.url };
  const { context, root, run: go, time, newsletter } = await openCommand(environment);
  await newsletter('alerts: { to: operators@example.org }');
  const start = time.now;
  const controller = new AbortController();
  const until = (isOver: () => boolean) => ({
    ...context,
    signal: controller.signal,
    async wait(ms: number) {
      time.now += ms;
      if (isOver()) controller.abort();
    },
  });
  const check = async () => {
    const { code, stdout } = await go((inside) => status(inside, undefined, { check: true, json: true }));
    return { code, open: JSON.parse(stdout).open };
  };
  // The folder is no checkout, so every pull fails.
  await work(
    until(() => webhook.posts.length > 0),
    { pull: true, every: 15 * minute },
  );
  expect(time.now - start).toBeGreaterThanOrEqual(60 * minute);
  expect(time.now - start).toBeLessThan(90 * minute);
  const pull = { reason: 'pull', issue: hostname(), count: 1 };
  expect(webhook.posts).toMatchObject([{ open: [pull] }]);
  expect(webhook.posts[0]?.text).toContain('"git pull" has failed for 1 hour');
  expect(await check()).toMatchObject({ code: 4, open: [{ ...pull, settle: ['git pull --ff-only'] }] });
  const settings = await readNewsletter(diskFiles(root), new Report());
  if (settings === undefined) throw new Error('The publication has no settings.');
  const nothing = {
    newsletter: settings,
    open: [],
    readAt: time.now + 1,
    openShared: () => openShared(context),
  };
  // A run that does not know about the outage must not forget the alert.
  await withStore(context, (store) => raiseAlerts(context, store, nothing));

  // A process that starts later knows about the outage.
  const watch = watchPulls(context);
  time.now = start + 3 * day;
  await watch.failed();
  expect(webhook.posts).toHaveLength(1);
  expect((await check()).open).toMatchObject([{ ...pull, count: 72 }]);

  webhook.status = 500;
  await watch.worked();
  expect(await check(), 'it is over, although nobody knows').toEqual({ code: 0, open: [] });
  webhook.status = 200;
  time.now += 16 * minute;
  await watch.worked();
  await watch.worked();
  expect(webhook.posts.slice(1)).toMatchObject([
    { ended: [{ reason: 'pull' }] },
    { title: expect.stringContaining('"git pull" works again'), open: [], ended: [{ issue: hostname() }] },
  ]);
  const mails = await readMails(root);
  expect(mails.map(({ subject }) => subject?.replace(/^.*?: .*?: /, '')).sort()).toEqual([
    '"git pull" has failed for 1 hour, so it publishes and sends nothing',
    '"git pull" works again',
  ]);

  await watch.failed();
  time.now += 59 * minute;
  await watch.failed();
  await watch.worked();
  expect(webhook.posts, 'a short outage needs nobody').toHaveLength(3);

  // The file cannot be written or removed here, as on a read-only disk. The process itself remembers the outage.
  await mkdir(join(root, '.courant/pull-outage.json'));
  await watch.failed();
  time.now += 60 * minute;
  await watch.failed();
  await watch.worked();
  expect(webhook.posts).toHaveLength(5);
});
