import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import type { DeliveryProgress } from '../../pipeline/delivery/run/progress.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import type { Edition } from '../../pipeline/editions/edition.ts';
import { fail } from '../../pipeline/foundation/problems/problem.ts';
import type { Recipient } from '../../pipeline/messages/message.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from './support/fake-transport.ts';
import { createStore, readRows, readStates } from './support/ledger.ts';

const readers = (count: number) => Array.from({ length: count }, (_, i) => `reader${i + 1}@example.org,nl`);

describe.each(kinds)('on %s', (kind) => {
  test('delivers to everybody once, and a second run sends nothing', async () => {
    const store = await createStore(kind);
    await addSubscribers(store, readers(250));
    const dispatch = await planned(store);
    const { transport, received } = createFakeTransport();

    const report = await deliver({ store, dispatch, transport, composerFor, ...createTime() });
    expect(report).toMatchObject({ end: 'finished', accepted: 250, counts: { accepted: 250, planned: 0 } });
    expect(new Set(received).size).toBe(250);
    expect(received.length).toBe(250);

    const again = await deliver({ store, dispatch, transport, composerFor, ...createTime() });
    expect(again).toMatchObject({ end: 'finished', accepted: 0 });
    expect(received.length).toBe(250);
  });

  test('tries a deferred delivery again after growing pauses, with the same Message-ID', async () => {
    const store = await createStore(kind);
    await addSubscribers(store, readers(3));
    const dispatch = await planned(store);
    const time = createTime();
    const { transport, messages } = createFakeTransport((to, attempt) =>
      to.startsWith('reader2') && attempt < 4 ? refusal(450, '4.7.1') : undefined,
    );
    const before = await readRows(store, dispatch);
    const settings = {
      ...defaultDeliverySettings,
      patience: 3_600_000,
    };
    const report = await deliver({ store, dispatch, transport, composerFor, settings, ...time });
    expect(report.counts).toMatchObject({ accepted: 3 });
    expect(time.clock() - 1_000_000).toBeGreaterThanOrEqual((5 + 10 + 20) * 60_000);
    expect(messages.map(({ messageId }) => messageId).sort()).toEqual(
      before.map((row) => row.message_id).sort(),
    );
    expect((await readRows(store, dispatch))[1]).toMatchObject({ attempts: 4, state: 'accepted' });
  });

  test('records permanent refusals', async () => {
    const store = await createStore(kind);
    await addSubscribers(store, readers(2));
    const dispatch = await planned(store);
    const { transport } = createFakeTransport((to) =>
      to.startsWith('reader2') ? refusal(550, '5.1.1', 'No such user') : undefined,
    );
    await deliver({ store, dispatch, transport, composerFor, ...createTime() });
    expect(await readStates(store, dispatch)).toEqual({
      'reader1@example.org': 'accepted',
      'reader2@example.org': 'rejected',
    });
    expect((await readRows(store, dispatch))[1]).toMatchObject({
      reason: 'address',
      reply_code: 550,
      reply_enhanced: '5.1.1',
      reply_text: 'No such user',
    });
  });
});

test('an address that cannot be written into a message does not hold up the others', async () => {
  const store = await createStore();
  await addSubscribers(store, readers(3));
  const dispatch = await planned(store);
  const { transport, received } = createFakeTransport();
  const fussy = () => ({
    compose: (recipient: Recipient, stamp: { messageId: string; date: Date }) => {
      if (recipient.address.startsWith('reader2@')) fail('subscriber-address', { reason: 'it is odd' });
      return composerFor().compose(recipient, stamp);
    },
  });
  const report = await deliver({ store, dispatch, transport, composerFor: fussy, ...createTime() });
  expect(report.counts).toMatchObject({ accepted: 2, rejected: 1 });
  expect(received.length).toBe(2);
});

test('a message that cannot be composed ends the run, and everything else stays planned', async () => {
  const store = await createStore();
  await addSubscribers(store, readers(3));
  const dispatch = await planned(store);
  const { transport, received } = createFakeTransport();
  const broken = () => ({ compose: () => Promise.reject(new Error('A bug.')) });
  await expect(deliver({ store, dispatch, transport, composerFor: broken, ...createTime() })).rejects.toThrow(
    'A bug.',
  );
  expect(new Set(Object.values(await readStates(store, dispatch)))).toEqual(new Set(['planned']));
  expect(received).toEqual([]);
});

test('a message that could not be composed ahead is composed again when it is sent', async () => {
  const store = await createStore();
  await addSubscribers(store, ['reader1@example.org,nl', 'reader2@example.org,en']);
  const dispatch = await planned(store);
  const { transport } = createFakeTransport();
  let failures = 0;
  const faulty = ({ locale }: Edition) => {
    if (locale === 'en' && failures++ === 0) throw new Error('A fault that passes.');
    return composerFor();
  };
  const settings = { ...defaultDeliverySettings, connections: 1 };
  const report = await deliver({
    ...{ store, dispatch, transport, settings, ...createTime() },
    composerFor: faulty,
  });
  expect(report).toMatchObject({ end: 'finished', accepted: 2 });
  expect(failures).toBe(2);
});

test('reports its progress, and its end', async () => {
  const store = await createStore();
  await addSubscribers(store, readers(40));
  const dispatch = await planned(store);
  const told: DeliveryProgress[] = [];
  const { transport } = createFakeTransport();
  const onProgress = (progress: DeliveryProgress) => told.push(progress);
  await deliver({ store, dispatch, transport, composerFor, onProgress });
  expect(told.at(-1)).toMatchObject({ total: 40, settled: 40, counts: { accepted: 40 } });
  expect(told.at(-1)?.perSecond).toBeGreaterThan(0);
});
