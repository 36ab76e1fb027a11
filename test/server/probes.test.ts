import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { measureLedger } from '../../pipeline/dispatches/measure-ledger.ts';
import { readOpenEnds } from '../../pipeline/dispatches/read-open-ends.ts';
import { day } from '../../pipeline/foundation/time/durations.ts';
import { createMetrics } from '../../pipeline/server/create-metrics.ts';
import { folderPlace } from '../../pipeline/state/folder-place.ts';
import { probePlace } from '../../pipeline/state/probe-place.ts';
import { openSuppressionList } from '../../pipeline/subscribers/open-suppression-list.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { startTestServer } from './support/test-server.ts';

const token = 'a-token-of-a-monitor';

describe.each(kinds)('with %s', (kind) => {
  test('the figures of the ledger are for those who present the token', async () => {
    const store = await createStore(kind);
    await addSubscribers(
      store,
      ['ann', 'bob', 'cas'].map((name) => `${name}@example.org,en,`),
    );
    const dispatch = await planned(store);
    await store.transaction((db) =>
      db
        .insertInto('certificates')
        .values({ host: 'smtp.example.net:465', begins_at: 0, ends_at: 1_000_000 + 3.5 * day, seen_at: 1 })
        .execute(),
    );
    const { origin } = await startTestServer({
      store,
      metrics: createMetrics(token, async () => {
        const reading = { transport: 'smtp', now: 1_000_000 };
        return measureLedger(store, { ...reading, open: await readOpenEnds(store, reading) });
      }),
    });
    const ask = (authorization?: string) =>
      fetch(`${origin}/metrics`, authorization === undefined ? {} : { headers: { authorization } });
    expect((await ask()).status).toBe(401);
    expect((await ask('Bearer another')).status).toBe(401);
    const answer = await ask(`Bearer ${token}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await answer.text();
    expect(text).toContain(`courant_deliveries{dispatch="${dispatch}",issue=`);
    expect(text).toMatch(/^courant_deliveries\{.*state="planned"\} 3$/m);
    expect(text).toMatch(/^courant_open_deliveries\{domain="example\.org"\} 3$/m);
    expect(text).toMatch(/^courant_open_ends\{reason="unfinished",issue=".*"\} 3$/m);
    expect(text).toMatch(/^courant_subscribers\{state="active"\} 3$/m);
    expect(text).toMatch(/^courant_journal_waiting 0$/m);
    expect(text).toMatch(/^courant_certificate_remaining_days\{server="smtp\.example\.net:465"\} 3\.5$/m);
    expect(text).toMatch(/^courant_delivery_lag_seconds \d/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(text).not.toContain('@');
  });
});

test('without a token there are no figures', async () => {
  const { origin } = await startTestServer();
  expect((await fetch(`${origin}/metrics`, { headers: { authorization: 'Bearer ' } })).status).toBe(404);
});

test('a server without its store is alive, not ready, and says why', async () => {
  const store = await createStore();
  let isGone = false;
  const transaction: typeof store.transaction = (work) =>
    store.transaction((db) => {
      if (isGone) throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10 });
      return work(db);
    });
  const { origin } = await startTestServer({ store: { ...store, transaction } });
  expect(await (await fetch(`${origin}/readyz`)).text()).toBe('ready\n');
  isGone = true;
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  const ready = await fetch(`${origin}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.text()).toMatch(/^store-failed: The database .* failed: disk I\/O error/);
});

test.skipIf(process.platform === 'win32')('a server whose database was deleted is not ready', async () => {
  const { folder, open } = await createDatabase();
  const { origin } = await startTestServer({ store: await open() });
  expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  await rm(join(folder, 'courant.sqlite'));
  const ready = await fetch(`${origin}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.text()).toMatch(/^store-deleted: /);
});

test('a server is not ready while it cannot write withdrawals to their place', async () => {
  const store = await createStore();
  const folder = join(await mkdtemp(join(tmpdir(), 'courant-')), 'mark');
  onTestFinished(() => rm(dirname(folder), { recursive: true, force: true }));
  const found = { place: folderPlace(folder), kind: 'named' } as const;
  let reachesPeople = false;
  let remarks: string[] = [];
  const { origin } = await startTestServer({
    store,
    probePlace: () => probePlace(store, found.place, { reachesPeople }),
    remarks: () => remarks,
  });
  const ask = async () => {
    const answer = await fetch(`${origin}/readyz`);
    return `${answer.status} ${await answer.text()}`;
  };
  expect(await ask(), 'nothing goes to people, so the ledger needs no place').toBe('200 ready\n');
  reachesPeople = true;
  expect(await ask()).toMatch(/^503 mark-failed: The high-water mark in .*: the folder does not exist\.\n$/);

  const { journal } = await openSuppressionList(store, {
    key: undefined,
    found,
    publication: '/srv/news',
    onUnwritten() {},
  });
  await journal.begin();
  expect(await ask()).toBe('200 ready\n');
  expect(await readdir(folder), 'the probe leaves nothing').toEqual(['owner.json', 'withdrawals']);
  remarks = ['pull-failed: 3 h'];
  expect(await ask()).toBe('200 ready\npull-failed: 3 h\n');

  // Root may write into every folder, so a folder is in the way of the probe's file.
  await mkdir(join(folder, 'probe'));
  expect(await ask()).toMatch(/^503 mark-failed: /);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  await rm(folder, { recursive: true });
  await mkdir(folder);
  expect(await ask()).toMatch(/^503 mark-elsewhere: /);
});
