import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { createProblem, ProblemError } from '../../pipeline/foundation/problems/problem.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { startPostgres } from '../store/support/postgres-server.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime } from './support/fake-transport.ts';
import { createFolder, readStates } from './support/ledger.ts';

vi.setConfig({ testTimeout: 90_000 });

const readers = Array.from({ length: 4 }, (_, i) => `reader${i}@example.org,nl`);
// A run with four readers claims twice at the least, the second time while it sends.
const settings = { ...defaultDeliverySettings, connections: 2, claimSize: 2 };

type Fault = (transaction: number) => { when: 'before' | 'after'; error: unknown } | undefined;

/** A store whose transactions fail: before they are committed, or after it, so that the commit is there unknown. */
function faulty(real: Store, fault: Fault): Store {
  let count = 0;
  return {
    ...real,
    async transaction(work) {
      const found = fault(++count);
      const result = await real.transaction(async (db) => {
        const value = await work(db);
        if (found?.when === 'before') throw found.error;
        return value;
      });
      if (found) throw found.error;
      return result;
    },
  };
}

const place = { place: 'test' };
const unreachable = new ProblemError([
  createProblem('store-unreachable', { ...place, reason: 'it is restarted' }),
]);
const busy = new ProblemError([createProblem('store-busy', place)]);
const full = new ProblemError([createProblem('store-full', place)]);
const failed = new ProblemError([createProblem('store-failed', { ...place, reason: 'disk I/O error' })]);

/** About as many as a run with these readers has. */
const transactions = Array.from({ length: 10 }, (_, i) => i + 1);

test('the database is away during any read: the run continues', async () => {
  for (let nth = 1; ; nth += 1) {
    const store = await (await createDatabase()).open();
    await addSubscribers(store, readers);
    const dispatch = await planned(store);
    const { transport, received } = createFakeTransport();
    let reads = 0;
    const bad: Store = {
      ...store,
      async read(query) {
        reads += 1;
        if (reads === nth) throw unreachable;
        return store.read(query);
      },
    };
    const report = await deliver({ store: bad, dispatch, transport, composerFor, settings, ...createTime() });
    expect([nth, report.end, report.counts.accepted, received.length]).toEqual([nth, 'finished', 4, 4]);
    if (reads < nth) return;
  }
});

describe.each(kinds)('on %s', (kind) => {
  async function createDispatch() {
    const store = await (await createDatabase(kind)).open();
    await addSubscribers(store, readers);
    return { store, dispatch: await planned(store), ...createFakeTransport() };
  }

  test.each([
    ['before', 'away', unreachable],
    ['after', 'away', unreachable],
    ['before', 'busy', busy],
  ] as const)(
    '%s the commit of any transaction, the database is %s for a moment: the run continues',
    async (when, _, error) => {
      for (const nth of transactions) {
        const { store, dispatch, transport, received } = await createDispatch();
        const bad = faulty(store, (count) => (count === nth ? { when, error } : undefined));
        // The first transaction begins the run: without it there is none.
        if (nth === 1) continue;
        const report = await deliver({
          store: bad,
          dispatch,
          transport,
          composerFor,
          settings,
          ...createTime(),
        });
        expect([nth, report.end, report.counts.accepted, received.length]).toEqual([nth, 'finished', 4, 4]);
      }
    },
  );

  test.each([
    ['the disk is full', full, 'for a moment'],
    ['the disk fails', failed, 'for a moment'],
    ['the disk is full', full, 'from then on'],
    ['the disk fails', failed, 'from then on'],
  ] as const)(
    '%s at any commit: a later run resumes at once, nothing is sent twice',
    async (_, error, time) => {
      for (const nth of transactions) {
        const { store, dispatch, transport, received } = await createDispatch();
        const isLater = (count: number) => time === 'from then on' && count > nth;
        const bad = faulty(store, (count) =>
          count === nth || isLater(count) ? { when: 'before', error } : undefined,
        );
        const run = deliver({ store: bad, dispatch, transport, composerFor, settings, ...createTime() });
        // Towards the end everything may be settled before the fault comes.
        await run.catch((thrown) => expect(thrown).toBe(error));
        const later = createTime();
        const began = later.clock();
        await deliver({ store, dispatch, transport, composerFor, settings, ...later });
        expect(later.clock() - began).toBeLessThan(settings.claimLease);
        const states = await readStates(store, dispatch);
        expect(new Set(received).size).toBe(received.length);
        for (const [address, state] of Object.entries(states)) {
          if (state === 'accepted') expect(received).toContain(address);
          else expect([nth, state]).toEqual([nth, 'uncertain']);
        }
        expect(Object.values(states).filter((state) => state === 'uncertain').length).toBeLessThanOrEqual(2);
      }
    },
  );
});

test.skipIf(process.platform === 'win32')(
  'a ledger that is deleted while it is used opens no gate any more',
  async () => {
    const { folder, open } = await createDatabase();
    const store = await open();
    await addSubscribers(store, readers);
    const dispatch = await planned(store);
    const { transport, received } = createFakeTransport(async () => {
      if (received.length === 1) await rm(folder, { recursive: true });
      return undefined;
    });
    const one = { ...settings, connections: 1 };
    const run = deliver({ store, dispatch, transport, composerFor, settings: one, ...createTime() });
    await expect(run).rejects.toMatchObject({ problems: [{ code: 'store-deleted' }] });
    expect(received).toHaveLength(1);
  },
);

test('a claim that fails for good ends the run although a connection waits to reconnect', async () => {
  const store = await (await createDatabase()).open();
  await addSubscribers(store, readers);
  const dispatch = await planned(store);
  // The first transaction begins the run, the second one claims, and the third one claims more ahead.
  const bad = faulty(store, (count) => (count === 3 ? { when: 'before', error: failed } : undefined));
  const { transport } = createFakeTransport();
  const away: typeof transport = {
    ...transport,
    async connect() {
      throw new ProblemError([createProblem('smtp-unreachable', { host: 'localhost', reason: 'test' })]);
    },
  };
  /** The pause before the next attempt to connect, and nothing else, lasts until the run ends. */
  const wait = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (ms < 500 || signal?.aborted) return resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  const one = { ...settings, connections: 1 };
  const run = deliver({ store: bad, dispatch, transport: away, composerFor, settings: one, wait });
  await expect(run).rejects.toBe(failed);
});

test('a pause that cannot be written ends the run, with its other connections', async () => {
  const store = await (await createDatabase()).open();
  await addSubscribers(store, readers);
  const dispatch = await planned(store);
  let isBroken = false;
  const bad = faulty(store, () => (isBroken ? { when: 'before', error: failed } : undefined));
  const { transport } = createFakeTransport();
  let open = 0;
  let attempts = 0;
  const strict: typeof transport = {
    ...transport,
    async connect() {
      attempts += 1;
      if (attempts === 2) {
        isBroken = true;
        throw new ProblemError([
          createProblem('smtp-authentication', { host: 'localhost', reply: '535 No' }),
        ]);
      }
      open += 1;
      const close = async () => {
        open -= 1;
      };
      return { ...(await transport.connect()), close };
    },
  };
  const run = deliver({ store: bad, dispatch, transport: strict, composerFor, settings, ...createTime() });
  await expect(run).rejects.toBe(failed);
  expect(open).toBe(0);
});

test('a really full disk is reported as such, and nothing is lost when there is space again', async () => {
  const store = await (await createDatabase()).open();
  await addSubscribers(store, readers);
  const dispatch = await planned(store);
  const limit = (pages: number) =>
    store.read((db) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db));
  await limit(1); // as many as there are now
  const fill = store.transaction(async (db) => {
    await db
      .insertInto('meta')
      .values({ key: 'filler', value: 'x'.repeat(2_000_000) })
      .execute();
  });
  await expect(fill).rejects.toMatchObject({ problems: [{ code: 'store-full' }] });
  await limit(1_000_000);
  const { transport, received } = createFakeTransport();
  expect(await deliver({ store, dispatch, transport, composerFor })).toMatchObject({
    end: 'finished',
    accepted: 4,
  });
  expect(received.length).toBe(4);
});

test('PostgreSQL is restarted in the middle of a dispatch', async () => {
  const postgres = await startPostgres();
  const folder = await createFolder();
  const store = await openStore({ folder, databaseUrl: postgres.url });
  try {
    await addSubscribers(
      store,
      Array.from({ length: 60 }, (_, i) => `reader${i}@example.org,nl`),
    );
    const dispatch = await planned(store);
    let restart: Promise<void> | undefined;
    let attempts = 0;
    const { transport, received } = createFakeTransport(() => {
      if (++attempts === 20) restart = postgres.restart();
      return undefined;
    });
    const report = await deliver({ store, dispatch, transport, composerFor, settings });
    await restart;
    expect(restart).toBeDefined();
    expect(report).toMatchObject({ end: 'finished', counts: { accepted: 60 } });
    expect(received.length).toBe(60);
  } finally {
    await store.close();
    await postgres.stop();
  }
});
