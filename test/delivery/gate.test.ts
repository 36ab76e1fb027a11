import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { setDispatchState } from '../../pipeline/delivery/ledger/dispatch-state.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import type { Connection, Transport, WrittenMessage } from '../../pipeline/delivery/transport/transport.ts';
import type { Message } from '../../pipeline/messages/message.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from './support/fake-transport.ts';
import { createStore, readRows, readStates } from './support/ledger.ts';

const settings = { ...defaultDeliverySettings, connections: 1 };

/** Delivers to three; `act` runs when the second message is written up to its end. */
async function runWith(kind: Store['kind'], act: (store: Store, dispatch: number) => Promise<unknown>) {
  const store = await createStore(kind);
  await addSubscribers(store, ['reader1@example.org,nl', 'reader2@example.org,nl', 'reader3@example.org,nl']);
  const dispatch = await planned(store);
  let done = false;
  const { transport, received } = createFakeTransport(async (to) => {
    if (to === 'reader2@example.org' && !done) {
      done = true;
      await act(store, dispatch);
    }
    return undefined;
  });
  const run = () => deliver({ store, dispatch, transport, composerFor, settings, ...createTime() });
  const report = await run();
  return { store, dispatch, received, report, run, states: Object.values(await readStates(store, dispatch)) };
}

const leave = (state: 'unsubscribed' | 'suppressed') => (store: Store) =>
  store.transaction((db) =>
    db.updateTable('subscribers').set({ state }).where('normalised', '=', 'reader2@example.org').execute(),
  );

describe.each(kinds)('on %s', (kind) => {
  test.each(['unsubscribed', 'suppressed'] as const)(
    'who is %s between claim and gate gets nothing',
    async (state) => {
      const { received, states, store, dispatch } = await runWith(kind, leave(state));
      expect(states).toEqual(['accepted', 'skipped', 'accepted']);
      expect(received).toEqual(['reader1@example.org', 'reader3@example.org']);
      expect((await readRows(store, dispatch))[1]).toMatchObject({ reason: state, attempts: 0 });
    },
  );

  test('a subscriber who is erased between claim and gate gets nothing', async () => {
    const erase = (store: Store) =>
      store.transaction((db) =>
        db.deleteFrom('subscribers').where('normalised', '=', 'reader2@example.org').execute(),
      );
    const { received, states, store, dispatch } = await runWith(kind, erase);
    expect(states).toEqual(['accepted', 'skipped', 'accepted']);
    expect(received.length).toBe(2);
    expect((await readRows(store, dispatch))[1]).toMatchObject({ reason: 'erased' });
  });

  test('a pause holds back even messages that are written up to their end, and a later run continues', async () => {
    const pause = (store: Store, dispatch: number) =>
      setDispatchState(store, dispatch, { state: 'paused', reason: 'A typo on the front page.', now: 1 });
    const { received, states, report, run, store, dispatch } = await runWith(kind, pause);
    expect(report).toMatchObject({ end: 'paused', reason: 'A typo on the front page.', accepted: 1 });
    expect(states).toEqual(['accepted', 'planned', 'planned']);
    expect(received).toEqual(['reader1@example.org']);
    expect(await run()).toMatchObject({ end: 'paused', accepted: 0 });
    await setDispatchState(store, dispatch, { state: 'active', now: 2 });
    expect(await run()).toMatchObject({ end: 'finished', accepted: 2 });
    expect(received.toSorted()).toEqual([
      'reader1@example.org',
      'reader2@example.org',
      'reader3@example.org',
    ]);
  });

  test('a cancelled dispatch stays cancelled', async () => {
    const cancel = (store: Store, dispatch: number) =>
      setDispatchState(store, dispatch, { state: 'cancelled', now: 1 });
    const { received, report, run, store, dispatch } = await runWith(kind, cancel);
    expect(report.end).toBe('cancelled');
    await setDispatchState(store, dispatch, { state: 'active', now: 2 });
    expect(await run()).toMatchObject({ end: 'cancelled', accepted: 0 });
    expect(received.length).toBe(1);
  });

  test.each(['paused', 'cancelled'] as const)(
    'a run of a dispatch that is %s attempts nothing, so the server refuses nobody',
    async (state) => {
      const store = await createStore(kind);
      await addSubscribers(store, ['reader1@example.org,nl', 'reader2@example.org,nl']);
      const dispatch = await planned(store);
      await setDispatchState(store, dispatch, { state, now: 1 });
      const { transport, attempts } = createFakeTransport(() => refusal(550, '5.1.1'));
      const report = await deliver({ store, dispatch, transport, composerFor, ...createTime() });
      expect(report).toMatchObject({ end: state, counts: { planned: 2 } });
      expect([...attempts.keys()]).toEqual([]);
    },
  );

  test('a message at its gate waits neither for other connections nor for the commit interval', async () => {
    const store = await createStore(kind);
    await addSubscribers(store, ['reader1@example.org,nl', 'reader2@example.org,nl']);
    const dispatch = await planned(store);
    const { promise: firstIsSent, resolve: sendSecond } = Promise.withResolvers<undefined>();
    const { promise: interval, resolve: endInterval } = Promise.withResolvers<void>();
    const time = createTime();
    const { transport, received } = createFakeTransport((to) => {
      if (to === 'reader2@example.org') return firstIsSent;
      return undefined;
    });
    const report = await deliver({
      store,
      dispatch,
      transport: recording(transport, (count) => (count === 1 ? sendSecond(undefined) : endInterval())),
      composerFor,
      settings: { ...settings, connections: 2 },
      ...time,
      wait: (ms, signal) => {
        if (ms !== settings.commitInterval) return time.wait(ms, signal);
        const { promise: aborted, resolve } = Promise.withResolvers<void>();
        signal?.addEventListener('abort', () => resolve());
        return Promise.race([interval, aborted]);
      },
    });
    expect(report).toMatchObject({ end: 'finished', accepted: 2 });
    expect(received).toEqual(['reader1@example.org', 'reader2@example.org']);
  });

  test('a message waits at its gate for the message after it, so that the envelope can leave with its end', async () => {
    const store = await createStore(kind);
    await addSubscribers(store, ['reader1@example.org,nl', 'reader2@example.org,nl']);
    const dispatch = await planned(store);
    const { transport } = createFakeTransport();
    const following: (string | undefined)[] = [];
    const report = await deliver({
      store,
      dispatch,
      transport: recording(transport, (_, next) => following.push(next?.envelope.to)),
      composerFor: () => ({
        async compose(recipient, stamp) {
          if (recipient.address === 'reader2@example.org') await turns(50);
          return composerFor().compose(recipient, stamp);
        },
      }),
      settings,
      ...createTime(),
    });
    expect(report).toMatchObject({ end: 'finished', accepted: 2 });
    expect(following).toEqual(['reader2@example.org', undefined]);
  });

  test('a gate waits for those of other connections while messages are composed more slowly than sent', async () => {
    const store = await createStore(kind);
    const readers = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `reader${number}@example.org`);
    await addSubscribers(
      store,
      readers.map((address) => `${address},nl`),
    );
    const dispatch = await planned(store);
    const { promise: firstWaits, resolve: sendSecond } = Promise.withResolvers<void>();
    const { promise: firstIsSent, resolve: composeOthers } = Promise.withResolvers<void>();
    const time = createTime();
    const { transport } = createFakeTransport(async (to) => {
      if (to === 'reader2@example.org') await firstWaits;
      return undefined;
    });
    const wereWritten: number[] = [];
    const report = await deliver({
      store,
      dispatch,
      transport: recording(transport, (_, __, written) => {
        wereWritten.push(written);
        composeOthers();
      }),
      composerFor: () => ({
        async compose(recipient, stamp) {
          if (readers.indexOf(recipient.address) >= 4) await firstIsSent;
          return composerFor().compose(recipient, stamp);
        },
      }),
      settings: { ...settings, connections: 2 },
      ...time,
      wait: (ms, signal) => {
        if (ms !== settings.commitInterval) return time.wait(ms, signal);
        sendSecond();
        const { promise: aborted, resolve } = Promise.withResolvers<void>();
        signal?.addEventListener('abort', () => resolve());
        return Promise.race([firstIsSent, aborted]);
      },
    });
    expect(report).toMatchObject({ end: 'finished', accepted: 8 });
    expect(wereWritten[0]).toBe(2);
  });
});

/** Waits for turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await setImmediate();
}

/**
 * Calls `onRelease` with the number of messages whose gate has opened so far, the message after this one, and the
 * number of those that were written up to their end.
 */
function recording(
  transport: Transport,
  onRelease: (count: number, next: Message | undefined, written: number) => void,
): Transport {
  let [count, all] = [0, 0];
  return {
    ...transport,
    async connect(...options) {
      const connection = await transport.connect(...options);
      const write: Connection['write'] = async (message) => {
        const written = await connection.write(message);
        if (written.kind !== 'written') return written;
        all += 1;
        const release: WrittenMessage['release'] = (next) => {
          onRelease(++count, next, all);
          return written.release(next);
        };
        return Object.assign(Object.create(written), { release });
      };
      return { ...connection, write };
    },
  };
}
