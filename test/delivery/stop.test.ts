import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import type { MessageComposer } from '../../pipeline/delivery/run/compose-ahead.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { holdIssue, releaseIssue } from '../../pipeline/dispatches/decide-by-hand.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, createRequest, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime } from './support/fake-transport.ts';
import { createStore, readRows } from './support/ledger.ts';
import { type Action, createScriptedServer, type Phase } from './support/scripted-server.ts';

/** Stops the run when the second message comes to this phase. */
async function stopAt(phase: Phase, action: Action, stopGrace = 4_000) {
  const store = await createStore();
  await addSubscribers(
    store,
    [1, 2, 3, 4].map((number) => `reader${number}@example.org,nl`),
  );
  const dispatch = await planned(store);
  const stop = new AbortController();
  const { transport, taken } = await createScriptedServer((at, time) => {
    if (at !== phase || time !== 2) return undefined;
    stop.abort();
    return action;
  });
  const settings = { ...defaultDeliverySettings, connections: 1, stopGrace };
  const report = await deliver({ store, dispatch, transport, composerFor, settings, signal: stop.signal });
  const rows = await readRows(store, dispatch);
  return { report, taken, rows, states: rows.map(({ state }) => state) };
}

// The envelope of a message leaves with the dot of the one before it. After a dot that was answered slowly, there would be
// no time left for the reply to another one.
test.each<[Phase, number]>([
  ['RCPT', 1],
  ['DATA', 1],
  ['dot', 2],
])(
  'told to stop at %s, it finishes what it has released, writes it, and releases nothing more',
  async (phase, released) => {
    const { report, taken, rows } = await stopAt(phase, undefined);
    expect(report).toMatchObject({ end: 'stopped', accepted: released });
    const expected = ['accepted', 'accepted', 'accepted', 'accepted'].fill('planned', released);
    expect(rows.map(({ state }) => state)).toEqual(expected);
    expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1, 0, 0].fill(0, released));
    expect(taken.length).toBe(released);
  },
);

test('a silent server is not waited for beyond the grace period', async () => {
  const before = await stopAt('DATA', 'hang', 50);
  expect(before.states).toEqual(['accepted', 'planned', 'planned', 'planned']);
  const after = await stopAt('dot', 'hang', 50);
  expect(after.states).toEqual(['accepted', 'uncertain', 'planned', 'planned']);
});

test('a run that is stopped before it begins sends nothing', async () => {
  const store = await createStore();
  await addSubscribers(store, ['reader1@example.org,nl']);
  const dispatch = await planned(store);
  const { transport, times } = await createScriptedServer(() => undefined);
  const report = await deliver({ store, dispatch, transport, composerFor, signal: AbortSignal.abort() });
  expect(report).toMatchObject({ end: 'stopped', counts: { planned: 1 } });
  expect(times.get('MAIL')).toBeUndefined();
});

test('a run that is stopped while a claim is still being written gives back what it claimed', async () => {
  const store = await createStore();
  await addSubscribers(
    store,
    [1, 2, 3, 4].map((number) => `reader${number}@example.org,nl`),
  );
  const dispatch = await planned(store);
  const stop = new AbortController();
  let claims = 0;
  let isNext = false;
  const late: Store = {
    ...store,
    async transaction(work) {
      // After the first claim, the run claims more at once. It ends meanwhile, unless it waits for that.
      const turns = isNext ? 100 : 0;
      isNext = false;
      for (let turn = 0; turn < turns; turn++) await setImmediate();
      const value = await store.transaction(work);
      if (typeof value === 'object' && value !== null && 'hasMore' in value) isNext = ++claims === 1;
      return value;
    },
  };
  const { transport, received } = createFakeTransport(() => {
    stop.abort();
    return undefined;
  });
  const settings = { ...defaultDeliverySettings, connections: 1, claimSize: 2 };
  const { signal } = stop;
  await deliver({ store: late, dispatch, transport, composerFor, settings, signal, ...createTime() });
  expect({ claims, received }).toEqual({ claims: 2, received: ['reader1@example.org'] });
  const [, ...others] = await readRows(store, dispatch);
  expect(others).toMatchObject(
    [2, 3, 4].map((number) => ({
      address: `reader${number}@example.org`,
      state: 'planned',
      lease_until: 0,
      attempts: 0,
    })),
  );
});

test('a run that is stopped does not wait for messages that are still being composed', async () => {
  const store = await createStore();
  await addSubscribers(
    store,
    [1, 2, 3].map((number) => `reader${number}@example.org,nl`),
  );
  const dispatch = await planned(store);
  const stop = new AbortController();
  const { transport, received } = createFakeTransport();
  const compose: MessageComposer['compose'] = (recipient, stamp) => {
    if (recipient.address === 'reader1@example.org') return composerFor().compose(recipient, stamp);
    setImmediate().then(() => stop.abort());
    return new Promise(() => {});
  };
  const report = await deliver({
    ...{ store, dispatch, transport, signal: stop.signal, ...createTime() },
    composerFor: () => ({ compose }),
    settings: { ...defaultDeliverySettings, connections: 2 },
  });
  expect(report).toMatchObject({ end: 'stopped', counts: { accepted: 1, planned: 2 } });
  expect(received).toEqual(['reader1@example.org']);
});

test('a run that is stopped while the server is unreachable does not retry', async () => {
  const store = await createStore();
  await addSubscribers(store, ['reader1@example.org,nl']);
  const dispatch = await planned(store);
  const stop = new AbortController();
  const { transport, times } = await createScriptedServer((at) => (at === 'greeting' ? 'drop' : undefined));
  const run = deliver({ store, dispatch, transport, composerFor, signal: stop.signal });
  await vi.waitUntil(() => times.get('greeting'), { interval: 1 });
  stop.abort();
  expect(await run).toMatchObject({ end: 'stopped', counts: { planned: 1 } });
});

test('a run that is stopped does not wait for the server to greet it, and closes the connection when it comes', async () => {
  const store = await createStore();
  await addSubscribers(store, ['reader1@example.org,nl']);
  const dispatch = await planned(store);
  const stop = new AbortController();
  const { transport } = createFakeTransport();
  const late = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const slow: typeof transport = {
    ...transport,
    async connect() {
      setImmediate().then(() => stop.abort());
      await late.promise;
      return { ...(await transport.connect()), close: async () => closed.resolve() };
    },
  };
  const report = await deliver({ store, dispatch, transport: slow, composerFor, signal: stop.signal });
  expect(report).toMatchObject({ end: 'stopped', problems: [], counts: { planned: 1 } });
  late.resolve();
  await closed.promise;
});

test.each(kinds)('an issue that somebody holds stops a run in progress at its gates: on %s', async (kind) => {
  const store = await createStore(kind);
  await addSubscribers(store, ['reader1@example.org,nl', 'reader2@example.org,en']);
  const dispatch = await planned(store);
  await holdIssue(store, ['2026-11-renamed', createRequest().issue], 1);
  const { transport, received } = createFakeTransport();
  const held = await deliver({ store, dispatch, transport, composerFor, ...createTime() });
  expect(held).toMatchObject({ end: 'held', accepted: 0, counts: { planned: 2 } });
  expect(received).toEqual([]);
  await releaseIssue(store, ['2026-11-renamed']);
  const released = await deliver({ store, dispatch, transport, composerFor, ...createTime() });
  expect(released).toMatchObject({ end: 'finished', accepted: 2 });
});
