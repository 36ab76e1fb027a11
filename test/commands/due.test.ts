import { access, cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import sharp from 'sharp';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { hold, release } from '../../pipeline/commands/hold.ts';
import { openMetrics } from '../../pipeline/commands/open-metrics.ts';
import { run } from '../../pipeline/commands/run.ts';
import { send } from '../../pipeline/commands/send.ts';
import { status } from '../../pipeline/commands/status.ts';
import { importFile } from '../../pipeline/commands/subscribers-import.ts';
import { suppress } from '../../pipeline/commands/subscribers-person.ts';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { withStore } from '../../pipeline/dispatches/with-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from '../delivery/support/fake-transport.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { openCommand } from './open-command.ts';
import { startMailServer, startWebsite } from './start-servers.ts';

/** A website of the files in a folder, and of a page to unsubscribe. */
async function startSite() {
  const site = { url: '', folder: '', asked: [] as string[] };
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace(/\/$/, '/index.html');
    site.asked.push(path);
    const isThere =
      path.startsWith('/unsubscribe/') ||
      (await access(join(site.folder, path)).then(
        () => true,
        () => false,
      ));
    response.writeHead(isThere ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return site;
}

const hour = 3_600_000;
const day = 24 * hour;
const runOnce =
  (json = false) =>
  (context: Parameters<typeof run>[0]) =>
    run(context, { json });
const check = (context: Parameters<typeof run>[0]) => status(context, undefined, { check: true });

/** The folder of a publication after its first run. The first test that needs one makes it. */
let begunFolder: string | undefined;
afterAll(() => begunFolder && rm(begunFolder, { recursive: true, force: true }));

/** A publication whose ledger has had its first run. */
async function begun(environment: Record<string, string> = {}) {
  const isUsual = Object.keys(environment).length === 0;
  if (isUsual && begunFolder) return openCommand(environment, begunFolder);
  const command = await openCommand(environment);
  const first = await command.run(runOnce());
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is due.') });
  if (isUsual) {
    begunFolder = await mkdtemp(join(tmpdir(), 'courant-'));
    await cp(command.root, begunFolder, { recursive: true, preserveTimestamps: true });
  }
  return command;
}

describe('without a mail server, by the same rule as with one', () => {
  test('the first run sends no earlier issue, and names recent ones', async () => {
    const { give, run: go } = await openCommand();
    await give('spring', 'sendAt: 2026-11-19T05:00Z');
    await give('april', 'sendAt: 2020-04-01T05:00Z');
    const { code, stdout } = await go(runOnce());
    expect(code).toBe(0);
    expect(stdout).toContain('spring was due before the first run, so it is only sent by name');
    expect(stdout).not.toContain('april was due');
  });

  test('a due issue is sent once; an upcoming or held one is not', async () => {
    const { give, run: go, time, root } = await begun();
    await give('spring', 'sendAt: 2026-11-19T08:00Z');
    await give('april', 'sendAt: 2026-11-19T08:00Z\nhold: true');
    expect((await go(runOnce())).stdout).toContain(
      'spring will be sent at 2026-11-19 09:00 Europe/Amsterdam.',
    );
    time.now += 2 * hour;
    expect((await go(check)).stdout).toContain(
      'spring is due: the next run sends it, until 2026-11-20 09:00 Europe/Amsterdam.',
    );
    const due = await go(runOnce());
    expect(due).toMatchObject({ code: 0, stderr: '' });
    expect(due.stdout).toContain('4 messages delivered into the outbox.');
    expect(due.stdout).toContain('april is held by its file');
    expect(await readdir(join(root, '.courant/outbox'))).toEqual(['spring']);
    expect((await go(runOnce())).stdout).toContain('Nothing is due.');
  });

  test('issues that a run has not planned when it is stopped are left to the next run', async () => {
    const { give, run: go, time } = await begun();
    await give('spring', 'sendAt: 2026-11-19T08:00Z');
    await give('april', 'sendAt: 2026-11-19T08:00Z');
    time.now += 2 * hour;
    const stop = new AbortController();
    const stopped = await go((context) =>
      run({ ...context, signal: stop.signal, tellParent: () => stop.abort() }, { json: true }),
    );
    const open = ['april', 'spring'].map((issue) => ({ reason: 'stopped', issue, settle: [] }));
    expect(stopped.code).toBe(3);
    expect(JSON.parse(stopped.stdout)).toMatchObject({ dispatches: [], open });
    const next = await go(runOnce());
    expect(next.code).toBe(0);
    expect(next.stdout.match(/4 messages delivered/g)).toHaveLength(2);
  });

  test('an issue that was sent and renamed without an alias is sent to nobody, by a run or by name', async () => {
    const { give, run: go, time, root } = await begun();
    await give('spring', 'sendAt: 2026-11-19T08:00Z');
    time.now += 2 * hour;
    expect((await go(runOnce())).stdout).toContain('4 messages delivered into the outbox.');
    await rename(join(root, 'content/spring'), join(root, 'content/lente'));
    const source = join(root, 'content/lente/en.yaml');
    const april = join(root, 'content/april/en.yaml');
    await writeFile(april, (await readFile(april, 'utf8')).replace('issue: spring', 'issue: lente'));
    const written = (await readFile(source, 'utf8')).replace(/^aliases: .*\n/m, '');
    await writeFile(source, written);
    const refused = await go(runOnce());
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('add "aliases: [spring]" to its source');
    await expect(go((context) => send(context, 'lente', {}))).rejects.toMatchObject({
      problems: [{ code: 'issue-renamed' }],
    });
    expect(await readdir(join(root, '.courant/outbox'))).toEqual(['spring']);

    await writeFile(source, written.replace('status:', 'aliases: [spring]\nstatus:'));
    expect(await go(runOnce())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing is due.'),
    });
    await rename(join(root, 'content/lente'), join(root, 'content/mei'));
    await writeFile(april, (await readFile(april, 'utf8')).replace('issue: lente', 'issue: mei'));
    const other = written.replace(/^headline: .*$/m, 'headline: Another issue');
    await writeFile(join(root, 'content/mei/en.yaml'), other);
    const dutch = join(root, 'content/mei/nl.yaml');
    await writeFile(dutch, (await readFile(dutch, 'utf8')).replace(/^headline: .*$/m, 'headline: Een ander'));
    expect((await go(runOnce())).stdout).toContain('4 messages delivered into the outbox.');
  });

  test('an issue that is late by more than the window is missed, and a person decides', async () => {
    const { give, run: go, time } = await begun();
    await give('spring', 'sendAt: 2026-11-19T08:00Z');
    await give('april', 'sendAt: 2026-11-19T08:00Z\nexpires: 2h');
    time.now += 2 * day;
    const missed = await go(runOnce(true));
    const open = [
      { reason: 'expired', issue: 'april', settle: ['courant send april --skip'] },
      { reason: 'missed', issue: 'spring', settle: ['courant send spring', 'courant send spring --skip'] },
    ];
    expect(missed.code).toBe(4);
    expect(JSON.parse(missed.stdout)).toMatchObject({ dispatches: [], open, exitCode: 4 });
    const told = await go(check);
    expect(told.code).toBe(4);
    expect(told.stdout).toContain('spring: missed');
    const figures = await go(async (context) => {
      const environment = { ...context.environment, COURANT_METRICS_TOKEN: 'a-token' };
      const read = (store: Store) => openMetrics({ ...context, environment }, store, 'outbox');
      context.terminal.print(
        (await withStore(context, async (store) => (await read(store))?.read())) ?? 'no figures',
      );
      return 0;
    });
    expect(figures.stdout).toContain('courant_open_ends{reason="missed",issue="spring"} 1');
    const inWorkflow = await go((context) =>
      runOnce()({ ...context, terminal: { ...context.terminal, annotates: true } }),
    );
    expect(inWorkflow.stdout).toContain(
      '::error title=A person must decide::spring: missed: its moment and the window after it have passed',
    );
    expect((await go((context) => status(context, undefined, {}))).code).toBe(0);

    expect((await go((context) => send(context, 'spring', {}))).code).toBe(0);
    expect((await go((context) => send(context, 'april', { skip: true }))).code).toBe(0);
    expect(await go(runOnce())).toMatchObject({ code: 0, stderr: '' });
    expect((await go(check)).code).toBe(0);
  });

  test('an imported old issue with its old sendAt is never sent automatically', async () => {
    const { give, run: go, root } = await begun();
    await give('spring', 'sendAt: 2023-07-06T08:00');
    for (let times = 0; times < 2; times += 1) expect((await go(runOnce())).code).toBe(0);
    await expect(access(join(root, '.courant/outbox'))).rejects.toThrow('ENOENT');
  });
});

describe('an issue with an error', () => {
  const later = (fields: string) =>
    `kind: article\ndate: 2026-11-19\nstatus: ready\n${fields}editions: [en]\nheadline: Later\npreheader: Tomorrow\nbody:\n  - paragraph: It goes out.\n`;

  test('waits until it is corrected, and does not stop the others: 1', async () => {
    const { give, run: go, time, root, write } = await begun();
    await give('spring', 'sendAt: 2026-11-19T08:00Z');
    await write('content/april/en.yaml', 'kind: article\nbody: [\n');
    await write(
      'content/later/en.yaml',
      `${later('sendAt: 2026-11-19T08:00Z\n')}  - image: none.png\n    alt: A boat\n`,
    );
    time.now += 2 * hour;
    const { code, stdout, stderr } = await go(runOnce());
    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('4 messages delivered into the outbox.'),
    });
    expect(stdout).toContain('april has errors: its pages stay as they were, and its mail is not sent.');
    expect(stderr).toContain('content/later/en.yaml:10');
    await access(join(root, 'dist/en/spring/index.html'));
    await access(join(root, 'dist/en/april/index.html'));
    await expect(access(join(root, 'dist/en/later/index.html'))).rejects.toThrow('ENOENT');
    expect((await go(runOnce())).code).toBe(1);

    await write('content/later/en.yaml', later('sendAt: 2026-11-19T08:00Z\n'));
    expect((await go(runOnce())).stdout).toContain('2 messages delivered into the outbox.');
    await access(join(root, 'dist/en/later/index.html'));
    // A page that was public must not disappear with the cache.
    await rm(join(root, '.courant/cache'), { recursive: true });
    expect(await go(runOnce())).toMatchObject({ code: 1, stdout: expect.not.stringContaining('archive') });
    await access(join(root, 'dist/en/april/index.html'));
  });

  test('an issue with the names of two does not stop the others either', async () => {
    const { give, run: go, root, write } = await begun();
    for (const slug of ['spring', 'april']) await go((context) => send(context, slug, {}));
    await rm(join(root, 'content/april'), { recursive: true });
    await give('spring', 'aliases: [april]');
    await write('content/later/en.yaml', later('sendAt: 2026-11-19T06:00Z\n'));
    const { code, stdout, stderr } = await go(runOnce());
    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('2 messages delivered into the outbox.'),
    });
    expect(stderr).toContain('issue-names');
    const told = await go(check);
    expect(told).toMatchObject({ code: 1, stdout: expect.stringContaining('names of different issues') });
  });
});

describe('a schedule', () => {
  const morning = 'schedule: { at: "07:00", window: 6h }';

  test('sends an issue on its date at its hour, in the publication\u2019s time zone', async () => {
    const { give, run: go, time, newsletter } = await openCommand();
    await newsletter(morning);
    time.now = Date.parse('2026-03-08T12:00Z');
    await go(runOnce());
    time.now = Date.parse('2026-03-09T05:59Z');
    expect((await go(runOnce())).stdout).toContain(
      'spring will be sent at 2026-03-09 07:00 Europe/Amsterdam.',
    );
    time.now = Date.parse('2026-03-09T06:00Z');
    expect((await go(runOnce())).stdout).toContain('4 messages delivered');
    await give('spring', '');
    time.now = Date.parse('2026-04-01T11:00Z');
    expect((await go(runOnce())).stdout).toContain('april: missed');
  });

  test('that is new makes nothing due and nothing missed', async () => {
    const { run: go, time, newsletter } = await openCommand();
    time.now = Date.parse('2026-03-01T12:00Z');
    await go(runOnce());
    await newsletter(morning);
    time.now = Date.parse('2026-04-01T09:00Z');
    const first = await go(runOnce());
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is due.') });
    time.now += 7 * day;
    expect((await go(runOnce())).code).toBe(0);
  });
});

describe('at the hour of each reader', () => {
  async function scheduled() {
    const command = await openCommand();
    await command.newsletter('schedule: { at: "07:00", window: 4h, readersTime: true }');
    const readers = ['tokyo@example.org,Asia/Tokyo', 'home@example.org,', 'west@example.org,America/Denver'];
    await command.write('content/subscribers.sample.csv', ['address,timeZone', ...readers, ''].join('\n'));
    await command.give('april', 'hold: true');
    command.time.now = Date.parse('2026-03-01T12:00Z');
    await command.run(runOnce());
    return command;
  }

  /** The readers whose message is in the outbox. */
  const reached = async (root: string) =>
    (await readdir(join(root, '.courant/outbox/spring'), { recursive: true })).filter((file) =>
      file.endsWith('.eml'),
    ).length;

  test('a run sends to readers whose hour has come, and waiting for the others is not an open end: 0', async () => {
    const { run: go, time, root } = await scheduled();
    time.now = Date.parse('2026-03-08T22:00Z');
    const first = await go(runOnce(true));
    expect(JSON.parse(first.stdout)).toMatchObject({
      exitCode: 0,
      open: [],
      dispatches: [{ delivery: { end: 'waiting', accepted: 1, nextAt: Date.parse('2026-03-09T06:00Z') } }],
    });
    const told = await go(check);
    expect(told.code).toBe(0);
    expect(told.stdout).toContain(
      '2 readers still to come at their own hour, the next at 2026-03-09 07:00 Europe/Amsterdam',
    );
    expect(await reached(root)).toBe(1);
    for (const [moment, count] of [
      ['2026-03-09T05:30Z', 1],
      ['2026-03-09T06:00Z', 2],
      ['2026-03-09T13:00Z', 3],
    ] as const) {
      time.now = Date.parse(moment);
      expect((await go(runOnce())).code).toBe(0);
      expect(await reached(root)).toBe(count);
    }
  });

  test('readers for whom a run came too late wait for a person: 4, until the issue is sent or skipped', async () => {
    const { run: go, time, root } = await scheduled();
    time.now = Date.parse('2026-03-09T06:00Z');
    // The window of the first reader ended at 02:00 UTC.
    const { code, stdout } = await go(runOnce());
    expect(code).toBe(4);
    expect(stdout).toContain(
      'spring: 1 not reached within their window → "courant send spring" or "courant send spring --skip"',
    );
    expect((await go(check)).code).toBe(4);
    const sent = await go((context) => send(context, 'spring', {}));
    expect(sent.stdout).toContain('1 reader whose window passed before their turn, and who get it now');
    expect(sent.code).toBe(0);
    expect(await reached(root), 'the reader in the west still waits for their own hour').toBe(2);
    time.now = Date.parse('2026-03-10T06:00Z');
    expect((await go(runOnce())).code).toBe(4);
    expect((await go((context) => send(context, 'spring', { skip: true }))).code).toBe(0);
    expect((await go(check)).code).toBe(0);
    expect(await go(runOnce())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing is due.'),
    });
    expect(await reached(root)).toBe(2);
  });
});

describe('a hold by name', () => {
  test('stops mail and not the page, until it is released', async () => {
    const { give, run: go, root } = await begun();
    await give('spring', 'sendAt: 2026-11-19T06:00Z');
    const held = await go((context) => hold(context, 'spring', {}));
    expect(held.stdout).toContain('Its page is still published');
    expect((await go(runOnce())).stdout).toContain(
      'spring is held: "courant release spring" releases its mail.',
    );
    await access(join(root, 'dist/en/spring/index.html'));
    expect((await go((context) => release(context, 'spring', {}))).stdout).toContain('no longer held');
    expect((await go(runOnce())).stdout).toContain('4 messages delivered');
    expect((await go((context) => release(context, 'spring', {}))).stdout).toContain('was not held');
  });

  test('stops "send" too, by name and by its file, and says how to release it', async () => {
    const { give, run: go, root } = await begun();
    await go((context) => hold(context, 'spring', {}));
    const refused = {
      problems: [{ code: 'issue-held', hint: 'Run "courant release spring" to release it.' }],
    };
    const by = (options: Parameters<typeof send>[2]) => go((context) => send(context, 'spring', options));
    for (const options of [{}, { dryRun: true }, { outbox: true }, { correction: true }])
      await expect(by(options)).rejects.toMatchObject(refused);
    await go((context) => release(context, 'spring', {}));
    await give('spring', 'hold: true');
    await expect(by({})).rejects.toMatchObject({ problems: [{ code: 'issue-held' }] });
    await expect(access(join(root, '.courant/outbox'))).rejects.toThrow('ENOENT');
    await give('spring', '');
    expect((await by({})).stdout).toContain('4 messages delivered');
    await go((context) => hold(context, 'spring', {}));
    for (const steering of [{ resume: true }, { retryRejected: true }, { resendUncertain: true }])
      await expect(by(steering)).rejects.toMatchObject(refused);
    expect((await by({ pause: true })).code).toBe(0);
  });

  test.each(kinds)('and a skip and what was sent apply to every later name: on %s', async (kind) => {
    const { databaseUrl } = await createDatabase(kind);
    const environment = databaseUrl && { DATABASE_URL: databaseUrl, COURANT_SUPPRESSION_KEY: 'a'.repeat(64) };
    const { give, run: go, root, time, rename } = await begun(environment || {});
    await give('spring', 'sendAt: 2026-11-19T06:00Z');
    await give('april', 'sendAt: 2026-11-19T06:00Z');
    await go((context) => hold(context, 'spring', {}));
    await go((context) => send(context, 'april', { skip: true }));
    await rename('spring', 'harbour');
    await rename('april', 'ferry');
    expect((await go(runOnce())).stdout).toContain('harbour is held: "courant release harbour" releases');
    // Only the last former name is written down.
    await rename('harbour', 'boats');
    const byName = () => go((context) => send(context, 'boats', { json: true }));
    await expect(byName()).rejects.toMatchObject({ problems: [{ code: 'issue-held' }] });
    await expect(access(join(root, '.courant/outbox'))).rejects.toThrow('ENOENT');
    expect((await go((context) => release(context, 'boats', {}))).stdout).toContain('no longer held');
    expect(JSON.parse((await byName()).stdout)).toMatchObject({ delivery: { accepted: 4 } });

    await rename('boats', 'quay');
    time.now += hour;
    const again = await go(runOnce(true));
    expect(JSON.parse(again.stdout)).toMatchObject({ dispatches: [], issues: [], open: [], exitCode: 0 });
    const plan = await go((context) => send(context, 'quay', { json: true, dryRun: true }));
    expect(JSON.parse(plan.stdout).plan).toMatchObject({ issue: 'spring', already: 4, total: 0 });
    const nobody = await go((context) => send(context, 'quay', {}));
    expect(nobody.stdout).toContain('Nothing to send: everything has already been delivered into the outbox');
    expect(nobody.stdout, 'a folder that is not there').not.toContain('messages in');
    const known = await go((context) => status(context, 'quay', { json: true }));
    expect(JSON.parse(known.stdout).dispatches).toMatchObject([{ issue: 'spring', total: 4 }]);
    expect(await readdir(join(root, '.courant/outbox'))).toEqual(['boats']);
    time.now += 2 * day;
    expect((await go(check)).code).toBe(0);
  });

  test('is for an existing issue', async () => {
    const { context } = await openCommand();
    await expect(hold(context, 'sprint', {})).rejects.toMatchObject({
      problems: [{ code: 'issue-unknown' }],
    });
  });
});

test('a folder that is no publication has no ledger, so a mistyped --root gives no all-clear', async () => {
  const { context } = await openCommand();
  const elsewhere = { ...context, root: join(context.root, 'nowhere') };
  const refused = {
    problems: [
      { code: 'file-missing', hint: `${elsewhere.root} is not a publication. Name its folder with --root.` },
    ],
  };
  await expect(check(elsewhere)).rejects.toMatchObject(refused);
  await expect(suppress(elsewhere, 'reader@example.org', {})).rejects.toMatchObject(refused);
  await expect(access(elsewhere.root)).rejects.toThrow('ENOENT');
});

test('a run judges the refusals of a run that died before it could', async () => {
  const { run: go, context } = await openCommand({
    SMTP_URL: 'smtp://127.0.0.1:9',
    COURANT_SECRET: 'a'.repeat(32),
  });
  await withStore(context, async (store) => {
    const readers = Array.from({ length: 40 }, (_, number) => `reader${number}@example.org`);
    await addSubscribers(store, readers);
    const dispatch = await planned(store, { issue: 'spring' });
    const gone = refusal(550, '5.1.1', 'No such user');
    const { transport } = createFakeTransport((to) => (to === readers[7] ? gone : undefined));
    const record = () => Promise.reject(new Error('The process ends here.'));
    const find = async () => new Map();
    const suppressions = { record, find };
    const options = { store, dispatch, transport, composerFor, suppressions, ...createTime() };
    await expect(deliver(options)).rejects.toThrow('ends here');
  });
  const { code, stderr } = await go(runOnce());
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('1 unknown address suppressed'),
  });
  expect(await go(runOnce())).toMatchObject({ code: 0, stderr: '' });
});

describe('by SMTP', () => {
  async function due(url: string, smtpUrl: string) {
    const environment: Record<string, string> = { SMTP_URL: smtpUrl, COURANT_SECRET: 'a'.repeat(32) };
    const command = await openCommand(environment);
    environment['XDG_STATE_HOME'] = join(command.root, 'elsewhere');
    const text = String(tinyFiles['newsletter.yaml']).replace('https://tiny.example.org', url);
    await command.write('newsletter.yaml', text);
    await command.write('readers.csv', 'address,locale\nreader@example.org,en\n');
    await command.run((context) => importFile(context, 'readers.csv', {}));
    await command.run(runOnce());
    await command.give('spring', 'sendAt: 2026-11-19T06:00Z');
    return command;
  }

  test('an issue that is sent by name before its moment has no page yet, and the problem says when', async () => {
    const { url } = await startWebsite(/later/);
    const mail = await startMailServer();
    const command = await due(url, mail.url);
    const later =
      'kind: article\ndate: 2026-11-20\nstatus: ready\nsendAt: 2026-11-20T06:00Z\neditions: [en]\nheadline: Later\npreheader: Tomorrow\nbody:\n  - paragraph: It is not out yet.\n';
    await command.write('content/later/en.yaml', later);
    expect((await command.run(runOnce())).stdout).toContain(
      'later is not public before 2026-11-20 07:00 Europe/Amsterdam.',
    );
    const sending = command.run((context) => send(context, 'later', { yes: true }));
    const hint = expect.stringContaining('Its page is not public before 2026-11-20 07:00 Europe/Amsterdam');
    await expect(sending).rejects.toMatchObject({ problems: [{ code: 'public-unreachable', hint }] });
  });

  test('a run waits for pages that are not out yet: 3', async () => {
    const { url } = await startWebsite(/spring/);
    const mail = await startMailServer();
    const { run: go } = await due(url, mail.url);
    const { code, stdout, stderr } = await go(runOnce());
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('public-unreachable'),
    });
    expect(stdout).toContain('spring: its pages are not public yet');
    expect(mail.received).toEqual([]);
  });

  test('a wide logo does not stop it: the check asks for what the mail contains, and the site has that', async () => {
    const mail = await startMailServer();
    const site = await startSite();
    const command = await due(site.url, mail.url);
    const logo = await sharp({ create: { width: 900, height: 200, channels: 3, background: '#b3261e' } })
      .png()
      .toBuffer();
    await command.write('logo.png', logo);
    const text = String(tinyFiles['newsletter.yaml']).replace('https://tiny.example.org', site.url);
    await command.write('newsletter.yaml', `${text}theme: { logo: logo.png }\n`);
    site.folder = join(command.root, 'dist');
    expect(await command.run(runOnce())).toMatchObject({ code: 0, stderr: '' });
    expect(mail.received).toHaveLength(1);
    expect(site.asked.filter((path) => path.startsWith('/pictures/')).length).toBeGreaterThan(1);
  });

  test('a run says why the mail server cannot be reached: 3', async () => {
    const { run: go } = await due((await startWebsite()).url, 'smtp://127.0.0.1:9');
    const { code, stdout, stderr } = await go(runOnce());
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('smtp-unreachable') });
    expect(stdout).toContain('spring: the mail server cannot be reached');
    expect((await go(check)).code).toBe(3);
  });

  test('refusals above the limit wait for a person: 4, until they are accepted or retried', async () => {
    const mail = await startMailServer();
    mail.refused.set('reader@example.org', 550);
    const { run: go } = await due((await startWebsite()).url, mail.url);
    const { code, stdout } = await go(runOnce());
    expect({ code, stdout }).toMatchObject({
      code: 4,
      stdout: expect.stringContaining(
        '"courant send spring --retry-rejected" or "courant send spring --leave-rejected"',
      ),
    });
    expect((await go(runOnce())).code).toBe(4);
    const left = await go((context) => send(context, 'spring', { leaveRejected: true, json: true }));
    expect(left.code).toBe(0);
    expect(JSON.parse(left.stdout)).toMatchObject({ issue: 'spring', left: ['rejected'], exitCode: 0 });
    expect((await go(runOnce())).code).toBe(0);
    expect((await go(check)).code).toBe(0);
    const again = await go((context) => send(context, 'spring', { retryRejected: true, json: true }));
    expect(JSON.parse(again.stdout)).toMatchObject({ delivery: { end: 'finished' } });
  });

  test('a pause can be printed as JSON, and is unfinished until it is resumed', async () => {
    const { run: go } = await due((await startWebsite()).url, 'smtp://127.0.0.1:9');
    expect((await go(runOnce())).code).toBe(3);
    const paused = await go((context) => send(context, 'spring', { pause: true, json: true }));
    expect(paused.code).toBe(0);
    expect(JSON.parse(paused.stdout)).toMatchObject({ issue: 'spring', state: 'paused' });
    const told = await go(check);
    expect(told).toMatchObject({ code: 3, stdout: expect.stringContaining('spring: paused') });
    expect((await go((context) => send(context, 'spring', { skip: true }))).code).toBe(0);
    expect((await go(check)).code).toBe(0);
  });
});

describe('an issue in another language alone', () => {
  const dutch = `kind: article\ndate: 2026-11-19\nstatus: ready\nsendAt: 2026-11-19T08:00Z\neditions: [nl]\nheadline: Alleen hier\npreheader: Voor de haven\nbody:\n  - paragraph: Een bericht voor de haven.\n`;

  test('is due, is sent to the readers of its language, and says how many others get nothing', async () => {
    const { run: go, time, root, write } = await begun();
    await write('content/haven/nl.yaml', dutch);
    time.now += 3 * hour;
    const { code, stdout } = await go(runOnce());
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 messages delivered into the outbox.'),
    });
    expect(stdout).toContain('en: the issue does not appear in this language; 2 readers get nothing');
    expect(await readdir(join(root, '.courant/outbox'))).toEqual(['haven']);
  });

  test('reaches the others as well where the publication says so, with a line in their language', async () => {
    const { run: go, time, root, write } = await begun();
    await write(
      'newsletter.yaml',
      String(tinyFiles['newsletter.yaml']).replace(
        'missingTranslation: refuse',
        'missingTranslation: source',
      ),
    );
    await write('content/haven/nl.yaml', dutch);
    time.now += 3 * hour;
    const { code, stdout } = await go(runOnce());
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('4 messages delivered into the outbox.'),
    });
    expect(stdout).toContain('en: 2 readers (the nl edition, which tells them so in en, 2 asked for en)');
    const folder = join(root, '.courant/outbox/haven');
    const mails = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    const parsed = await Promise.all(mails.map((bytes) => PostalMime.parse(bytes)));
    const notice = 'This issue does not appear in English. You are reading the edition in Dutch.';
    for (const { to, html = '', text = '', headers } of parsed) {
      const isOther = /^(ann|bob)@/.test(to?.[0]?.address ?? '');
      expect([html.includes(notice), text.replace(/\s+/g, ' ').includes(notice)]).toEqual([isOther, isOther]);
      expect(headers.find(({ key }) => key === 'content-language')?.value).toBe('nl');
      // Their mail programs sort it as before, and the signed links speak their language.
      const list = headers.find(({ key }) => key === 'list-id')?.value;
      expect(list).toContain(isOther ? '<en.' : '<nl.');
    }
  });
});
