import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { setDispatchState } from '../../pipeline/delivery/ledger/dispatch-state.ts';
import { replan } from '../../pipeline/delivery/ledger/replan.ts';
import { type DeliverySettings, defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import type { Outcome } from '../../pipeline/delivery/transport/transport.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from './support/fake-transport.ts';
import { createStore, readRows, readStates } from './support/ledger.ts';

const hour = 3_600_000;
const base = { ...defaultDeliverySettings, connections: 1 };

async function create(
  kind: Store['kind'],
  readers: readonly string[],
  settings: Partial<DeliverySettings> = {},
) {
  const store = await createStore(kind);
  await addSubscribers(
    store,
    readers.map((reader) => `${reader},nl`),
  );
  const dispatch = await planned(store);
  const time = createTime();
  return {
    store,
    dispatch,
    time,
    run: (answer: (to: string, attempt: number) => Outcome | undefined) => {
      const fake = createFakeTransport(answer);
      const { transport } = fake;
      const report = deliver({
        store,
        dispatch,
        transport,
        composerFor,
        settings: { ...base, ...settings },
        ...time,
      });
      return report.then((result) => ({ ...fake, report: result }));
    },
  };
}

const unwritable = (enhanced: string): Outcome => ({
  kind: 'unwritable',
  reply: { code: 553, enhanced, text: 'Not sent' },
});

const many = (count: number, domain = 'example.org') =>
  Array.from({ length: count }, (_, i) => `reader${i}@${domain}`);

describe.each(kinds)('on %s', (kind) => {
  test('a delivery that is deferred for too long expires', async () => {
    const { store, dispatch, run } = await create(kind, ['reader@example.org'], { patience: 100 * hour });
    const { report, attempts } = await run(() => refusal(452, '4.2.2', 'Mailbox full'));
    expect(report).toMatchObject({ end: 'finished', counts: { expired: 1 } });
    expect(await readRows(store, dispatch)).toMatchObject([
      { state: 'expired', reason: 'temporary', reply_code: 452 },
    ]);
    // At once, after 5, 10, 20, 40, 80, 160 minutes, and then every 4 hours until 48 hours have passed.
    expect(attempts.get('reader@example.org')).toBe(7 + 10);
  });

  test('deliveries that are due too late for this run are left to a later one', async () => {
    const { run, time } = await create(kind, ['reader@example.org'], { patience: 60_000 });
    const { report } = await run(() => refusal(450, '4.7.1'));
    expect(report).toMatchObject({ end: 'waiting', counts: { deferred: 1 } });
    expect(report.nextAt).toBeGreaterThan(time.clock() + 298_000);
    time.advance(302_000);
    expect((await run(() => undefined)).report).toMatchObject({ end: 'finished', accepted: 1 });
  });

  test('a domain that throttles is paused for a while, and the others continue', async () => {
    const { time, run } = await create(kind, [...many(3, 'fast.example.org'), ...many(3)], {
      patience: hour,
    });
    const sent: [string, number][] = [];
    let complaints = 0;
    await run((to) => {
      if (to.endsWith('@fast.example.org') && complaints++ === 0) return refusal(421, '4.7.28', 'Too fast');
      sent.push([to, time.clock()]);
      return undefined;
    });
    const others = sent.filter(([to]) => to.endsWith('@example.org')).map(([, at]) => at);
    const slowed = sent.filter(([to]) => to.endsWith('@fast.example.org')).map(([, at]) => at);
    expect(sent.length).toBe(6);
    expect(Math.min(...slowed)).toBeGreaterThan(Math.max(...others));
  });

  test('a person may send rejected and uncertain messages again', async () => {
    const { store, dispatch, run } = await create(kind, many(3));
    const replies: Record<string, Outcome> = {
      'reader0@example.org': refusal(554, '5.6.0'),
      'reader1@example.org': { kind: 'uncertain', detail: 'No reply' },
    };
    await run((to) => replies[to]);
    expect(Object.values(await readStates(store, dispatch))).toEqual(['rejected', 'uncertain', 'accepted']);
    expect((await run(() => undefined)).received).toEqual([]);
    expect(await replan(store, dispatch, { state: 'rejected', now: 1 })).toBe(1);
    expect((await run(() => undefined)).received).toEqual(['reader0@example.org']);
    expect(await replan(store, dispatch, { state: 'uncertain', now: 1 })).toBe(1);
    expect((await run(() => undefined)).received).toEqual(['reader1@example.org']);
  });
});

test('a domain that throttles is paused although a claim of its deliveries is still being written', async () => {
  const store = await createStore();
  await addSubscribers(
    store,
    many(4).map((reader) => `${reader},nl`),
  );
  const dispatch = await planned(store);
  const time = createTime();
  const slowed = Promise.withResolvers<void>();
  let claims = 0;
  // PostgreSQL writes both at the same time, and the answer to the claim may come last.
  const late: Store = {
    ...store,
    async transaction(work) {
      const value = await store.transaction(work);
      const isClaim = typeof value === 'object' && value !== null && 'hasMore' in value;
      if (isClaim && ++claims === 2) await slowed.promise;
      // Only the pause of the domain has no result.
      if (value === undefined) setImmediate(slowed.resolve);
      return value;
    },
  };
  const sent: number[] = [];
  const { transport } = createFakeTransport(() => {
    sent.push(time.clock());
    return sent.length === 1 ? refusal(421, '4.7.28', 'Too fast') : undefined;
  });
  const settings = { ...base, claimSize: 2, patience: hour };
  await deliver({ store: late, dispatch, transport, composerFor, settings, ...time });
  const [first = 0, ...others] = sent;
  expect(others.length).toBe(4);
  expect(Math.min(...others)).toBeGreaterThanOrEqual(first + settings.slowDown.first);
});

describe('the circuit breaker', () => {
  test.each<[string, Outcome, number, RegExp]>([
    ['the same refusal', refusal(554, '5.6.0', 'Bad message'), 20, /20 recipients .*554 5\.6\.0 Bad message/],
    [
      'our sender refused',
      refusal(550, '5.7.515', 'Not authenticated'),
      5,
      /example\.org refuses us as the sender .*"courant doctor" says more: see its line "SPF, DKIM and DMARC"/,
    ],
    [
      'no word whether it was taken',
      { kind: 'uncertain', detail: 'Gone' },
      5 + 1,
      /did not say whether it keeps them/,
    ],
    ['the connection broken', { kind: 'lost', detail: 'Reset' }, 20 + 1, /broke before a message was sent/],
  ])('%s, again and again: the dispatch pauses and says why', async (_, outcome, limit, reason) => {
    const { store, dispatch, run } = await create('sqlite', many(50));
    const { report, attempts } = await run(() => outcome);
    expect(report.end).toBe('paused');
    expect(report.reason).toMatch(reason);
    expect(report.reason).not.toContain('@');
    expect(attempts.size).toBe(limit);
    await setDispatchState(store, dispatch, { state: 'active', now: 1 });
    expect((await run(() => undefined)).report).toMatchObject({ end: 'finished', counts: { planned: 0 } });
  });

  describe('failures of single recipients in a row', () => {
    /** Accepts some messages, then gives `dead` of them the outcome, and accepts all others. */
    const failAfter = (before: number, dead: number, outcome: Outcome) => {
      let count = 0;
      return () => {
        count++;
        return count > before && count <= before + dead ? outcome : undefined;
      };
    };

    test.each([
      ['addresses that do not exist', refusal(550, '5.1.1')],
      ['mailboxes that are full', refusal(552, '5.2.2')],
      ['addresses that need SMTPUTF8', unwritable('5.6.7')],
    ])('%s pause the dispatch only when nobody would be suppressed for them', async (_, outcome) => {
      const few = await create('sqlite', many(500));
      expect((await few.run(failAfter(100, 24, outcome))).report).toMatchObject({
        end: 'finished',
        counts: { accepted: 476, rejected: 24 },
      });
      const more = await create('sqlite', many(500));
      expect((await more.run(failAfter(100, 25, outcome))).report).toMatchObject({
        end: 'paused',
        reason: expect.stringContaining('25 recipients in a row'),
        counts: { accepted: 100, rejected: 25 },
      });
    });

    test('pause a dispatch of any size at their limit', async () => {
      const breaker = { ...base.breaker, recipientFailures: 22 };
      const { run } = await create('sqlite', many(500), { breaker });
      const { report } = await run(failAfter(100, 24, refusal(550, '5.1.1')));
      expect(report).toMatchObject({ end: 'paused', counts: { accepted: 100, rejected: 22 } });
    });

    test('twenty pause it if the dispatch has not had a message accepted', async () => {
      const { store, dispatch, run } = await create('sqlite', many(500));
      const refuse = () => refusal(550, '5.1.1');
      expect((await run(refuse)).report).toMatchObject({ end: 'paused', counts: { rejected: 20 } });
      await setDispatchState(store, dispatch, { state: 'active', now: 1 });
      const { report } = await run(failAfter(1, 25, refusal(552, '5.2.2')));
      expect(report).toMatchObject({ end: 'paused', counts: { accepted: 1, rejected: 45 } });
      await setDispatchState(store, dispatch, { state: 'active', now: 2 });
      expect((await run(refuse)).report.counts).toMatchObject({ accepted: 1, rejected: 45 + 25 });
    });

    test('twenty messages that are larger than the server takes pause it', async () => {
      const { run } = await create('sqlite', many(500));
      const { report } = await run(failAfter(100, 25, unwritable('5.3.4')));
      expect(report).toMatchObject({ end: 'paused', counts: { accepted: 100, rejected: 20 } });
    });
  });

  test('failures of different kinds, or with successes between, do not trip it', async () => {
    const { run } = await create('sqlite', many(80));
    let count = 0;
    const { report } = await run(() => {
      count++;
      if (count % 10 === 0) return undefined;
      return refusal(550, count % 2 ? '5.1.1' : '5.2.2');
    });
    expect(report.end).toBe('finished');
  });

  test('greylisting does not stop the dispatch', async () => {
    const { run } = await create('sqlite', many(60), { patience: hour });
    const { report } = await run((_, attempt) => (attempt === 1 ? refusal(450, '4.7.1') : undefined));
    expect(report).toMatchObject({ end: 'finished', counts: { accepted: 60 } });
  });
});
