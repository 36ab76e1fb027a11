import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { setDispatchState } from '../../pipeline/delivery/ledger/dispatch-state.ts';
import { type DeliverySettings, defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import type { Outcome } from '../../pipeline/delivery/transport/transport.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from './support/fake-transport.ts';

// Dead addresses that are scattered over a list never make a row, and a provider suspends the sender all the same.

type Answer = (to: string) => Outcome | undefined | Promise<Outcome | undefined>;

async function create(kind: Store['kind'], readers: number) {
  const { open } = await createDatabase(kind);
  const store = await open();
  await addSubscribers(
    store,
    Array.from({ length: readers }, (_, at) => `reader${at}@example.org,nl`),
  );
  const dispatch = await planned(store);
  const time = createTime();
  return {
    open,
    store,
    dispatch,
    run: async (answer: Answer, through = store, breaker: Partial<DeliverySettings['breaker']> = {}) => {
      const { transport } = createFakeTransport(answer);
      const settings = {
        ...defaultDeliverySettings,
        connections: 2,
        breaker: { ...defaultDeliverySettings.breaker, ...breaker },
      };
      return deliver({ store: through, dispatch, transport, composerFor, settings, ...time });
    },
    resume: () => setDispatchState(store, dispatch, { state: 'active', now: time.clock() }),
  };
}

/** Refuses this percentage of the addresses, scattered over the list. */
const dead =
  (percentage: number): Answer =>
  (to) =>
    (Number(/\d+/.exec(to)) * 37) % 100 < percentage ? refusal(550, '5.1.1', 'No such user') : undefined;

describe.each(kinds)('on %s', (kind) => {
  test('a list with many dead addresses pauses once, with the counts, and a person may resume it', async () => {
    const { run, resume } = await create(kind, 600);
    const report = await run(dead(30));
    expect(report).toMatchObject({ end: 'paused', suppressed: 0 });
    expect(report.reason).toMatch(
      /^\d{3} of \d{3} addresses do not exist\. .*Amazon SES.*"courant subscribers suppress --issue"/,
    );
    expect(report.counts.rejected).toBeGreaterThanOrEqual(100);
    expect(report.counts.rejected).toBeLessThan(140);
    await resume();
    expect(await run(dead(30))).toMatchObject({ end: 'finished', counts: { accepted: 420, rejected: 180 } });
  });

  test('two processes count together', async () => {
    const { open, run, resume } = await create(kind, 1_000);
    const second = await open();
    const reports = await Promise.all([run(dead(30)), run(dead(30), second)]);
    expect(reports).toMatchObject([{ end: 'paused' }, { end: 'paused' }]);
    const { counts, reason } = reports[0];
    expect(reports[1].reason).toBe(reason);
    expect(counts.rejected).toBeGreaterThanOrEqual(100);
    expect(counts.rejected).toBeLessThan(180);
    await resume();
    const resumed = await Promise.all([run(dead(30)), run(dead(30), second)]);
    expect(resumed).toMatchObject([{ end: 'finished' }, { end: 'finished' }]);
  });

  test('a process that died before it could pause leaves that to the next one', async () => {
    const { store, run } = await create(kind, 700);
    let isDown = false;
    const failing: Store = {
      ...store,
      read: (work) => (isDown ? Promise.reject(new Error('The power is cut')) : store.read(work)),
      transaction: (work) =>
        isDown ? Promise.reject(new Error('The power is cut')) : store.transaction(work),
    };
    let attempts = 0;
    const cut = (to: string) => {
      attempts++;
      isDown ||= attempts === 390;
      return dead(30)(to);
    };
    await expect(run(cut, failing)).rejects.toThrow('The power is cut');
    const after = await run(dead(30));
    expect(after.end).toBe('paused');
    expect(after.accepted).toBeLessThan(20);
  });

  test('addresses that come back as bounces count too', async () => {
    const { store, run } = await create(kind, 800);
    let taken = 0;
    const report = await run(async () => {
      if (++taken !== 400) return undefined;
      await store.transaction(async (db) => {
        const sent = db.selectFrom('deliveries').select('id').where('state', '=', 'accepted').limit(150);
        await db
          .updateTable('deliveries')
          .set({ state: 'bounced', reason: 'address' })
          .where('id', 'in', sent)
          .execute();
      });
      return undefined;
    });
    expect(report).toMatchObject({ end: 'paused', counts: { bounced: 150 } });
    expect(report.counts.planned).toBeGreaterThan(200);
  });
});

test.each([
  ['8% of a long list', 2_500, dead(8), { accepted: 2_300, rejected: 200 }],
  ['a few dozen of a short list', 290, dead(30), { accepted: 203, rejected: 87 }],
  [
    'mailboxes that are full',
    1_000,
    (to: string) => dead(30)(to) && refusal(552, '5.2.2', 'Full'),
    { accepted: 700, rejected: 300 },
  ],
  ['the end of a list', 401, dead(30), { planned: 0 }],
])('%s: it does not pause a dispatch', async (_, readers, answer, counts) => {
  const { run } = await create('sqlite', readers);
  expect(await run(answer as Answer)).toMatchObject({ end: 'finished', counts });
});

test('a few that are side by side at the beginning of a long list do not pause it', async () => {
  const { store, run } = await create('sqlite', 2_000);
  let attempts = 0;
  const report = await run(() => (++attempts <= 15 ? refusal(550, '5.1.1') : undefined), store, {
    unknownAddresses: 10,
  });
  expect(report).toMatchObject({ end: 'finished', counts: { rejected: 15 } });
});
