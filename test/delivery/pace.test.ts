import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { type PaceSettings, rateAt, reserveSlots } from '../../pipeline/delivery/ledger/pace.ts';
import { type DeliverySettings, defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime } from './support/fake-transport.ts';
import { readRows, readStates } from './support/ledger.ts';

describe('the bucket', () => {
  test('sends one message per share of a second, and makes up only for a short idle time', () => {
    expect(reserveSlots(0, 10_000, 10, 5)).toEqual({ taken: 2, freeAt: 10_100, nextAt: 10_100 });
    expect(reserveSlots(10_100, 10_000, 10, 5)).toEqual({ taken: 0, freeAt: 10_100, nextAt: 10_100 });
    expect(reserveSlots(10_100, 10_100, 10, 5)).toMatchObject({ taken: 1, freeAt: 10_200 });
    expect(reserveSlots(0, 10_000, undefined, 5)).toMatchObject({ taken: 5 });
  });

  test('a warm-up begins slowly and doubles', () => {
    const pace = { perSecond: 100, warmUp: { from: 10, doubleEvery: 60_000 } };
    expect([0, 60_000, 120_000, 600_000].map((ms) => rateAt(pace, ms))).toEqual([10, 20, 40, 100]);
    expect(rateAt({}, 0)).toBeUndefined();
  });
});

async function createPaced(
  kind: Store['kind'],
  readers: readonly string[],
  pace: PaceSettings,
  more?: Partial<DeliverySettings>,
) {
  const database = await createDatabase(kind);
  const store = await database.open();
  await addSubscribers(
    store,
    readers.map((reader) => `${reader},nl`),
  );
  const dispatch = await planned(store);
  const time = createTime();
  const gates: [string, number][] = [];
  let under: string[] = [];
  const mostAtOnce = new Map<string, number>();
  const { transport, received } = createFakeTransport(async (to, _attempt, gate) => {
    const domain = to.slice(to.indexOf('@') + 1);
    if (!(await gate())) return { kind: 'withheld' };
    gates.push([to, time.clock()]);
    under.push(domain);
    mostAtOnce.set(
      domain,
      Math.max(mostAtOnce.get(domain) ?? 0, under.filter((one) => one === domain).length),
    );
    await new Promise((resolve) => setTimeout(resolve, 2));
    under = under.toSpliced(under.indexOf(domain), 1);
    return { kind: 'accepted', reply: { code: 250, enhanced: undefined, text: '' } };
  });
  const settings = { ...defaultDeliverySettings, pace, ...more };
  const run = (store_: Store, signal?: AbortSignal) =>
    deliver({
      store: store_,
      dispatch,
      transport,
      composerFor,
      settings,
      ...time,
      ...(signal && { signal }),
    });
  return { database, store, dispatch, time, gates, mostAtOnce, received, run };
}

/** The most messages that went through within any such stretch of time, in ms. */
function densest(gates: readonly [string, number][], stretch: number): number {
  return Math.max(
    ...gates.map(([, at]) => gates.filter(([, other]) => other >= at && other < at + stretch).length),
  );
}

const many = (count: number, domain = 'example.org') =>
  Array.from({ length: count }, (_, i) => `reader${i}@${domain}`);

describe.each(kinds)('on %s', (kind) => {
  test('one pace for the dispatch, whatever the number of processes', async () => {
    const { database, store, gates, run } = await createPaced(kind, many(60), { perSecond: 20 });
    await Promise.all([run(store), run(await database.open())]);
    expect(gates.length).toBe(60);
    // A tenth of a second may be made up for, and no more.
    expect(densest(gates, 1_000)).toBeLessThanOrEqual(20 + 2);
  });

  test('each domain has its own rate, and a slow one does not hold up the others', async () => {
    const readers = [...many(12, 'slow.example.org'), ...many(12, 'fast.example.org')];
    const { store, gates, run } = await createPaced(kind, readers, {
      domains: { 'slow.example.org': { perSecond: 2 } },
    });
    await run(store);
    const of = (domain: string) => gates.filter(([to]) => to.endsWith(domain));
    expect(gates.length).toBe(24);
    expect(densest(of('@slow.example.org'), 1_000)).toBeLessThanOrEqual(2 + 1);
    const last = (domain: string) => Math.max(...of(domain).map(([, at]) => at));
    expect(last('@fast.example.org')).toBeLessThan(last('@slow.example.org'));
  });

  test('no more than so many are in flight to a domain', async () => {
    const { store, mostAtOnce, received, gates, run } = await createPaced(kind, many(20), {
      perDomain: { inFlight: 2 },
    });
    await run(store);
    expect(received.length + gates.length).toBe(20);
    expect(mostAtOnce.get('example.org')).toBeLessThanOrEqual(2);
  });

  test('a connection that breaks while its message waits for its turn leaves nothing in doubt', async () => {
    const database = await createDatabase(kind);
    const store = await database.open();
    await addSubscribers(store, ['reader1@example.org,nl', 'reader2@example.org,nl']);
    const dispatch = await planned(store);
    const { transport, received } = createFakeTransport(async (to, attempt, gate) => {
      if (to !== 'reader2@example.org' || attempt > 1) return undefined;
      void gate();
      return { kind: 'lost', detail: 'The server closed the connection' };
    });
    const settings = { ...defaultDeliverySettings, connections: 1, pace: { perSecond: 0.1 } };
    const time = createTime();
    /** A turn comes only after there was time to claim the delivery again. */
    const wait = async (ms: number, signal?: AbortSignal) => {
      for (let looks = 0; ms > 5_000 && looks < 100 && !signal?.aborted; looks++) {
        const [, row] = await readRows(store, dispatch);
        if (row?.state === 'claimed' && row.attempts === 1) break;
      }
      await time.wait(ms, signal);
    };
    const report = await deliver({ store, dispatch, transport, composerFor, settings, ...time, wait });
    expect(report.counts).toMatchObject({ accepted: 2, uncertain: 0 });
    expect(received).toEqual(['reader1@example.org', 'reader2@example.org']);
  });

  test('a run that is stopped while it waits for its turn gives its deliveries back', async () => {
    const { store, dispatch, gates, run } = await createPaced(kind, many(30), { perSecond: 1 });
    const stop = new AbortController();
    const stopped = run(store, stop.signal);
    while (gates.length < 3) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect(await stopped).toMatchObject({ end: 'stopped' });
    const states = Object.values(await readStates(store, dispatch));
    expect(new Set(states)).toEqual(new Set(['accepted', 'planned']));
    expect(states.filter((state) => state === 'accepted').length).toBe(gates.length);
    expect((await run(store)).counts).toMatchObject({ accepted: 30 });
    expect(gates.length).toBe(30);
  });
});
