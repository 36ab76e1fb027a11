import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { replanLate } from '../../pipeline/delivery/ledger/late.ts';
import { countUnreached } from '../../pipeline/delivery/plan/fit-pace.ts';
import { planDispatch } from '../../pipeline/delivery/plan/plan-dispatch.ts';
import { type DeliverySettings, defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import type { Outcome } from '../../pipeline/delivery/transport/transport.ts';
import { readOpenEnds } from '../../pipeline/dispatches/read-open-ends.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { kinds } from '../store/support/databases.ts';
import { openSuppressions } from '../store/support/suppressions.ts';
import { createRequest, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from './support/fake-transport.ts';
import { createStore, readRows, readStates } from './support/ledger.ts';

const hour = 3_600_000;
/** Seven o'clock in Amsterdam. */
const moment = Date.parse('2026-11-19T06:00Z');
const local = { date: '2026-11-19', at: '07:00' };
const times = { moment, window: 4 * hour, local };

const readers = [
  'tokyo@example.org,Asia/Tokyo',
  'amsterdam@example.org,Europe/Amsterdam',
  'nowhere@example.org,',
  'newyork@example.net,America/New_York',
];

async function createZones(kind: Store['kind'], rows: readonly string[] = readers): Promise<Store> {
  const store = await createStore(kind);
  const bytes = new TextEncoder().encode(['address,timeZone', ...rows].join('\n'));
  const suppressions = await openSuppressions(store);
  await importSubscribers(store, { bytes, file: 'list.csv', source: 'import', suppressions });
  return store;
}

/** Runs at this time, and returns who got the message in it. */
async function runAt(
  store: Store,
  dispatch: number,
  now: number,
  settings: Partial<DeliverySettings> = {},
  answer: (to: string) => Outcome | undefined = () => undefined,
) {
  const time = createTime(now);
  const { transport, received } = createFakeTransport(answer);
  const base = { ...defaultDeliverySettings, connections: 1 };
  const report = await deliver({
    store,
    dispatch,
    transport,
    composerFor,
    settings: { ...base, ...settings },
    ...time,
  });
  return { received: received.map((address) => address.split('@')[0]).sort(), report };
}

describe.each(kinds)('on %s', (kind) => {
  test('each reader gets it at seven where they live, and readers without a known zone at the publication\u2019s time', async () => {
    const store = await createZones(kind);
    const dispatch = await planned(store, { times });
    const first = await runAt(store, dispatch, Date.parse('2026-11-18T22:00Z'));
    expect(first.received).toEqual(['tokyo']);
    expect(first.report).toMatchObject({ end: 'waiting', nextAt: moment });
    expect((await runAt(store, dispatch, moment - hour)).received).toEqual([]);
    expect((await runAt(store, dispatch, moment)).received).toEqual(['amsterdam', 'nowhere']);
    const last = await runAt(store, dispatch, Date.parse('2026-11-19T12:00Z'));
    expect(last).toMatchObject({ received: ['newyork'], report: { end: 'finished' } });
  });

  test('readers who were not reached within the window get nothing later, unless a person decides so', async () => {
    const store = await createZones(kind);
    const dispatch = await planned(store, { times });
    // Three in the morning in Amsterdam, two days later.
    const late = await runAt(store, dispatch, Date.parse('2026-11-21T02:00Z'), { claimSize: 1 });
    expect(late).toMatchObject({ received: [], report: { end: 'finished' } });
    const rows = await readRows(store, dispatch);
    expect(rows.map(({ state, reason }) => `${state} ${reason}`)).toEqual(Array(4).fill('expired window'));
    const ends = () => readOpenEnds(store, { transport: 'smtp', now: Date.parse('2026-11-22T02:00Z') });
    expect(await ends()).toEqual([{ reason: 'late', issue: '2026-01-01-first', count: 4 }]);
    const byName = await planDispatch(store, createRequest(), Date.now());
    expect(byName).toMatchObject({ total: 0, already: 4, late: 4 });
    expect(await planDispatch(store, createRequest({ times }), Date.now())).toMatchObject({ late: 0 });
    await replanLate(store, dispatch, moment);
    expect((await runAt(store, dispatch, Date.parse('2026-11-21T02:00Z'))).received).toHaveLength(4);
    expect(await ends()).toEqual([]);
  });

  test('a correction goes to those, too, so nobody has to decide about them any more', async () => {
    const store = await createZones(kind, ['amsterdam@example.org,Europe/Amsterdam']);
    const dispatch = await planned(store, { times });
    await runAt(store, dispatch, moment + 5 * hour);
    const correction = await planned(store, { correction: true });
    expect((await runAt(store, correction, moment + 6 * hour)).received).toEqual(['amsterdam']);
    expect(await readOpenEnds(store, { transport: 'smtp', now: moment + 7 * hour })).toEqual([]);
  });

  test('a delivery that was attempted once is retried after its window', async () => {
    const store = await createZones(kind, ['amsterdam@example.org,Europe/Amsterdam']);
    const dispatch = await planned(store, { times });
    const brief = { patience: 0 };
    const busy = await runAt(store, dispatch, moment + 4 * hour - 1, brief, () => refusal(451, '4.7.1'));
    expect(busy.report.end).toBe('waiting');
    expect(await readStates(store, dispatch)).toEqual({ 'amsterdam@example.org': 'deferred' });
    expect((await runAt(store, dispatch, moment + 5 * hour)).received).toEqual(['amsterdam']);
  });

  test('a message that waits at its gate for the pace does not go once its window is over', async () => {
    const store = await createZones(
      kind,
      Array.from({ length: 6 }, (_, index) => `reader${index}@example.org,Europe/Amsterdam`),
    );
    const dispatch = await planned(store, { times });
    const before = moment + 4 * hour - 2500;
    const { received, report } = await runAt(store, dispatch, before, { pace: { perSecond: 1 } });
    expect(received).toHaveLength(3);
    expect(report.counts).toMatchObject({ accepted: 3, expired: 3 });
  });

  test('a plan says how many the pace cannot reach, by all limits', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => `r${index}@example.${index < 15 ? 'org' : 'net'},`);
    const store = await createZones(kind, rows);
    const plan = (pace: DeliverySettings['pace'], now = moment) =>
      planDispatch(store, createRequest({ times: { ...times, window: 10_000 }, pace }), now);
    expect((await plan({ perSecond: 1 })).tooSlow).toBe(10);
    expect((await plan({ perSecond: 1 }, moment + 5000)).tooSlow).toBe(15);
    expect((await plan({ perSecond: 2 })).tooSlow).toBe(0);
    expect((await plan({ perDomain: { perSecond: 1 } })).tooSlow).toBe(5);
    expect((await plan({ domains: { 'example.net': { perSecond: 0.1 } } })).tooSlow).toBe(4);
    expect((await plan({ perDomain: { inFlight: 1 } })).tooSlow).toBe(0);
    expect((await planDispatch(store, createRequest({ pace: { perSecond: 1 } }), moment)).tooSlow).toBe(0);
  });
});

describe('the pace', () => {
  const wave = (count: number, hours = 0) => ({
    notBefore: moment + hours * hour,
    notAfter: moment + (hours + 1) * hour,
    count,
  });

  test.each([
    ['a steady one', [wave(4000)], { perSecond: 1 }, 400],
    ['waves that leave time between them', [wave(3600), wave(3600, 5)], { perSecond: 1 }, 0],
    ['a wave that takes the time of the next one', [wave(3600), wave(3600, 0.5)], { perSecond: 1 }, 1800],
    // 1 a second, doubled every quarter of an hour, sends (2^4 - 1) * 900 / ln 2 messages in an hour.
    ['a warm-up', [wave(20_000)], { warmUp: { from: 1, doubleEvery: hour / 4 } }, 20_000 - 19_477],
    ['a warm-up up to a limit', [wave(7200)], { perSecond: 2, warmUp: { from: 2, doubleEvery: hour } }, 0],
    ['a warm-up without an end', [wave(10), wave(1e9, 500)], { warmUp: { from: 1, doubleEvery: 60_000 } }, 0],
    ['none', [wave(1e9)], {}, 0],
  ])('%s', (_, waves, pace, unreached) => {
    expect(countUnreached(waves, pace, moment)).toBe(unreached);
  });
});
