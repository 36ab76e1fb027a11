import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { claim } from '../../pipeline/delivery/ledger/claim.ts';
import { beginEpoch } from '../../pipeline/delivery/ledger/epochs.ts';
import { lockFolder } from '../../pipeline/delivery/ledger/holders.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import type { Deliverer } from '../../pipeline/dispatches/deliver-here.ts';
import { applyFeedback } from '../../pipeline/feedback/effects/apply-feedback.ts';
import type { FeedbackEvent, FeedbackKind } from '../../pipeline/feedback/feedback-event.ts';
import { holdLock } from '../../pipeline/foundation/files/process-lock.ts';
import { describeDispatches } from '../../pipeline/studio/dispatch-view.ts';
import { watchDispatches } from '../../pipeline/studio/watch-dispatches.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { composerFor, createFakeTransport, createTime } from '../delivery/support/fake-transport.ts';
import { readRows } from '../delivery/support/ledger.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

const idle: Pick<Deliverer, 'can' | 'run'> = {
  can: () => false,
  run: () => undefined,
};
const settings = { ...defaultDeliverySettings, connections: 1 };

describe.each(kinds)('on %s', (kind) => {
  test('a dispatch is summed up over time, by domain, and by reason', async () => {
    const store = await (await createDatabase(kind)).open();
    const readers = Array.from(
      { length: 100 },
      (_, at) => `reader${at}@${at % 4 ? 'a' : 'b'}.example.org,nl`,
    );
    await addSubscribers(store, readers);
    const dispatch = await planned(store);
    const time = createTime();
    const { transport } = createFakeTransport((to) => {
      time.advance(1000);
      const isFull = to.startsWith('reader1@');
      return isFull ? { kind: 'rejected', reply: { code: 552, enhanced: '5.2.2', text: 'Full' } } : undefined;
    });
    await deliver({ store, dispatch, transport, composerFor, settings, ...time });
    const context = { deliverer: idle, maySend: true, pace: 2, now: time.clock() };
    const [found] = await describeDispatches(store, ['2026-01-01-first'], context);
    expect(found).toMatchObject({
      total: 100,
      pace: 2,
      atWork: undefined,
      nextAt: undefined,
      secondsLeft: undefined,
      canGoOn: false,
      goOnCommand: 'npx courant send 2026-01-01-first --resume',
      named: [{ state: 'rejected', address: 'reader1@a.example.org', reason: '552 5.2.2 Full' }],
      domains: [
        { domain: 'a.example.org', count: 75, accepted: 74, failed: 1 },
        { domain: 'b.example.org', count: 25, accepted: 25, failed: 0 },
      ],
    });
    expect(found?.feedback).toBeUndefined();
    const rows = await readRows(store, dispatch);
    const report = (kind: FeedbackKind, address: string, status?: string): FeedbackEvent => {
      const messageId = rows.find((row) => row.address === address)?.message_id;
      return {
        source: 'ses',
        id: `${kind} ${address}`,
        kind,
        at: 1,
        authenticated: true,
        recipient: address,
        messageId,
        status,
      };
    };
    const suppressions = await openSuppressions(store);
    const events = [
      report('complained', 'reader2@a.example.org'),
      report('bounced', 'reader4@b.example.org', '5.2.2'),
      report('bounced', 'reader3@a.example.org', '5.1.1'),
      report('auto-reply', 'reader5@a.example.org'),
    ];
    await applyFeedback(events, { store, suppressions, ...time });
    const [after] = await describeDispatches(store, ['2026-01-01-first'], context);
    expect(after?.feedback).toEqual({
      reasons: [
        { kind: 'auto-reply', cause: undefined, count: 1 },
        { kind: 'bounced', cause: 'address', count: 1 },
        { kind: 'bounced', cause: 'mailbox', count: 1 },
        { kind: 'complained', cause: undefined, count: 1 },
      ],
      // Only the domain that has reported a complaint counts: 74 accepted, one of which bounced.
      complaints: { delivered: 73, complained: 1, rate: 1 / 73, level: 'high', unknown: 24 },
    });
    expect(found?.overTime).toHaveLength(48);
    expect(found?.overTime.reduce((sum, { count }) => sum + count, 0)).toBe(100);
    expect(Math.max(...(found?.overTime.map(({ count }) => count) ?? []))).toBeLessThanOrEqual(4);
    expect(found?.perSecond).toBeGreaterThan(0.5);
    expect(found?.perSecond).toBeLessThan(1.5);
  });

  test('the process that holds a delivery is working on it', async () => {
    const store = await (await createDatabase(kind)).open();
    await addSubscribers(store, ['reader@example.org,nl']);
    const dispatch = await planned(store);
    const context = { deliverer: idle, maySend: true, pace: undefined, now: 5_000 };
    const describeOne = async () => (await describeDispatches(store, ['2026-01-01-first'], context))[0];
    expect(await describeOne()).toMatchObject({ overTime: [], perSecond: 0, atWork: undefined });

    const lock = holdLock(lockFolder(store));
    const epoch = await beginEpoch(store, 5_000, lock.name);
    const more = { limit: 1, lease: 100, maxAge: 1, inHand: [], except: [] };
    await claim(store, { dispatch, epoch, now: 5_000, ...more });
    // The studio's own process counts by what it knows of itself.
    expect((await describeOne())?.atWork).toBe(undefined);
    const own = { ...idle, run: () => ({ isUnderWay: true, problems: [] }) };
    const [here] = await describeDispatches(store, ['2026-01-01-first'], { ...context, deliverer: own });
    expect(here?.atWork).toBe('here');

    lock.release();
    const onAnotherMachine = { host: 'elsewhere.example.org' };
    await store.transaction(async (db) => {
      await db.updateTable('epochs').set(onAnotherMachine).where('id', '=', epoch).execute();
    });
    expect((await describeOne())?.atWork).toBe('elsewhere');
  });
});

test('a report that is read long after it was written is noticed too', async () => {
  const store = await (await createDatabase()).open();
  await addSubscribers(store, ['one@example.org,nl', 'two@example.org,nl']);
  const dispatch = await planned(store);
  const time = createTime();
  await deliver({ store, dispatch, transport: createFakeTransport().transport, composerFor, ...time });
  const suppressions = await openSuppressions(store);
  const rows = await readRows(store, dispatch);
  // An automatic reply to an accepted message changes no delivery.
  const comeBack = (index: number, at: number) => {
    const { address: recipient, message_id: messageId } = rows[index] ?? {};
    const event = { source: 'mail', id: `${index}`, kind: 'auto-reply', authenticated: true } as const;
    time.advance(1000);
    return applyFeedback([{ ...event, at, recipient, messageId }], { store, suppressions, ...time });
  };
  await comeBack(0, 2);

  const hasLooked = Promise.withResolvers<void>();
  const moved = Promise.withResolvers<string[]>();
  let looks = 0;
  const watch = watchDispatches({
    store: async () => store,
    isWanted() {
      looks += 1;
      // The second look begins after the first one has ended.
      if (looks === 2) hasLooked.resolve();
      return true;
    },
    isHere: () => false,
    onMove: moved.resolve,
    onError: moved.reject,
  });
  await hasLooked.promise;
  expect(await comeBack(1, 1)).toMatchObject({ applied: 1 });
  expect(await moved.promise).toEqual(['2026-01-01-first']);
  await watch.close();
});
