import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { setDispatchState } from '../../pipeline/delivery/ledger/dispatch-state.ts';
import { replan } from '../../pipeline/delivery/ledger/replan.ts';
import { judgeRefusals } from '../../pipeline/delivery/suppression/judge-refusals.ts';
import {
  liftSuppressions,
  readAutomaticSuppressions,
} from '../../pipeline/delivery/suppression/lift-suppressions.ts';
import { findUnjudged, settleDispatch } from '../../pipeline/delivery/suppression/settle-dispatch.ts';
import type { Outcome } from '../../pipeline/delivery/transport/transport.ts';
import type { Store, Writer } from '../../pipeline/store/store.ts';
import { addSubscriber } from '../../pipeline/subscribers/add-subscriber.ts';
import { type ParsedAddress, parseAddress } from '../../pipeline/subscribers/parse-address.ts';
import { suppressAddresses } from '../../pipeline/subscribers/suppress-addresses.ts';
import type { SuppressionList, Withdrawal } from '../../pipeline/subscribers/suppression-list.ts';
import { kinds } from '../store/support/databases.ts';
import { openSuppressions } from '../store/support/suppressions.ts';
import { addSubscribers, createRequest, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from './support/fake-transport.ts';
import { createStore, readStates } from './support/ledger.ts';

const unknown = refusal(550, '5.1.1', 'No such user');
const unwritable: Outcome = {
  kind: 'unwritable',
  reply: { code: 553, enhanced: '5.1.3', text: 'Not sent' },
};
const many = (count: number, domain: string) =>
  Array.from({ length: count }, (_, index) => `reader${index}@${domain}`);

describe('the share of refused addresses', () => {
  const judge = (domain: [number, number], others: [number, number] = [0, 0]) =>
    judgeRefusals([
      { domain: 'example.org', attempted: domain[0], refused: domain[1] },
      { domain: 'example.net', attempted: others[0], refused: others[1] },
    ]).get('example.org');

  test.each<[string, [number, number], [number, number], object | undefined]>([
    ['under 5 % of the domain', [21, 1], [0, 0], { verdict: 'suppress', basis: 'domain' }],
    ['5 % of it is too much', [20, 1], [980, 0], { verdict: 'doubt', basis: 'domain' }],
    ['a small domain is judged with the whole', [19, 1], [2, 0], { verdict: 'suppress', basis: 'dispatch' }],
    ['5 % of the whole is too much', [1, 1], [19, 0], { verdict: 'doubt', basis: 'dispatch' }],
    ['a small list is for a person', [10, 1], [9, 0], { verdict: 'few', basis: 'dispatch' }],
    ['nothing was refused', [100, 0], [100, 50], undefined],
  ])('%s', (_, domain, others, expected) => {
    if (expected === undefined) expect(judge(domain, others)).toBeUndefined();
    else expect(judge(domain, others)).toMatchObject(expected);
  });
});

describe.each(kinds)('on %s', (kind) => {
  test('a relay that refuses everybody suppresses nobody, however often it is resumed', async () => {
    const { store, dispatch, run, states } = await create(kind, many(60, 'example.org'));
    const ends: string[] = [];
    for (let runs = 0; runs < 4; runs++) {
      const { report } = await run(() => unknown);
      ends.push(report.end);
      expect(await states('suppressed')).toEqual([]);
      await setDispatchState(store, dispatch, { state: 'active', now: 1 });
    }
    expect(ends[0]).toBe('paused');
    expect(ends.at(-1)).toBe('finished');
    const { report } = await run(() => unknown);
    expect(report).toMatchObject({ suppressed: 0, undecided: 60, counts: { rejected: 60 } });

    expect(await replan(store, dispatch, { state: 'rejected', now: 2 })).toBe(60);
    expect((await run(() => undefined)).report).toMatchObject({ end: 'finished', accepted: 60 });
  });

  test('an unknown address is suppressed when the dispatch settles, not before, with its evidence', async () => {
    const { store, dispatch, run, states, time } = await create(kind, many(40, 'example.org'));
    const gone = 'reader3@example.org';
    const later = new Map<string, Outcome>([[gone, unknown]]);
    const first = await run(
      (to) => later.get(to) ?? (to === 'reader9@example.org' ? refusal(450) : undefined),
    );
    expect(first.report).toMatchObject({ end: 'waiting', suppressed: 0 });
    expect(await states('suppressed')).toEqual([]);
    time.advance(600_000);
    expect((await run(() => undefined)).report).toMatchObject({ end: 'finished', suppressed: 1 });
    expect(await states('suppressed')).toEqual([gone]);
    expect(await readAutomaticSuppressions(store)).toMatchObject([
      {
        address: gone,
        reply: '550 5.1.1 No such user',
        basis: 'domain',
        refused: 1,
        attempted: 40,
        refusals: 1,
      },
    ]);
    expect(
      await planned(store, { issue: 'next' }).then((next) => readStates(store, next)),
    ).not.toHaveProperty(gone);

    const suppressions = await openSuppressions(store);
    const lift = (filter: object) => liftSuppressions(store, filter, { suppressions, now: time.clock() });
    expect(await lift({ issue: ['another'] })).toBe(0);
    expect(await lift({ issue: [createRequest().issue] })).toBe(1);
    expect(await states('suppressed')).toEqual([]);
    expect(await readAutomaticSuppressions(store)).toEqual([]);
    expect(await settleDispatch(store, dispatch, time.clock()), 'what was lifted stays so').toMatchObject({
      suppressed: 0,
    });

    time.advance(1_000);
    await replan(store, dispatch, { state: 'rejected', now: time.clock() });
    expect((await run(() => unknown)).report).toMatchObject({ suppressed: 1 });
    expect(await lift({ normalised: gone })).toBe(1);
    await replan(store, dispatch, { state: 'rejected', now: time.clock() });
    expect((await run(() => undefined)).received).toEqual([gone]);
  });

  test('an operator\u2019s suppression is not lifted with the automatic ones', async () => {
    const { store, run, states } = await create(kind, many(40, 'example.org'));
    const gone = 'reader3@example.org';
    await run((to) => (to === gone ? unknown : undefined));
    const suppressions = await openSuppressions(store);
    await suppressAddresses(store, [gone], { suppressions, now: 1 });
    expect(await liftSuppressions(store, {}, { suppressions, now: 2 })).toBe(0);
    expect(await states('suppressed')).toEqual([gone]);
  });

  test('a verdict that a crash prevented is made later, once, and not against people who came back', async () => {
    const people = many(60, 'example.org');
    const { store, dispatch, run, states, time } = await create(kind, people);
    const gone = ['reader3@example.org', 'reader5@example.org'];
    const crash = {
      record: () => Promise.reject(new Error('The process ends here.')),
      find: async () => new Map(),
    };
    await expect(run((to) => (gone.includes(to) ? unknown : undefined), crash)).rejects.toThrow('ends here');
    expect(await states('suppressed')).toEqual([]);
    expect(await findUnjudged(store, 'smtp')).toEqual([dispatch]);

    const written: Withdrawal[] = [];
    const record = async (_: Writer, lines: readonly Withdrawal[]) => void written.push(...lines);
    const both = [0, 1].map(() => settleDispatch(store, dispatch, time.clock(), { ...crash, record }));
    const verdicts = await Promise.all(both);
    expect(verdicts.map(({ suppressed }) => suppressed).sort()).toEqual([0, 2]);
    expect(written.map(({ normalised, kind }) => `${kind} ${normalised}`)).toEqual([
      'bounced reader3@example.org',
      'bounced reader5@example.org',
    ]);
    expect(await findUnjudged(store, 'smtp')).toEqual([]);

    time.advance(1);
    const address = parseAddress('reader3@example.org') as ParsedAddress;
    const addition = { address, name: undefined, locale: 'nl', lists: [], evidence: 'a letter', lift: true };
    await addSubscriber(store, { ...addition, now: time.clock() }, await openSuppressions(store));
    await settleDispatch(store, dispatch, time.clock());
    expect(await states('suppressed')).toEqual(['reader5@example.org']);
  });

  test('on a small list, and for undecided addresses, a person decides', async () => {
    const { run, states } = await create(kind, many(12, 'example.org'));
    const { report } = await run((to) => {
      if (to === 'reader1@example.org') return unknown;
      return to === 'reader2@example.org' ? unwritable : undefined;
    });
    expect(report).toMatchObject({ suppressed: 0, undecided: 1, counts: { rejected: 2 } });
    expect(await states('suppressed')).toEqual([]);
  });
});

async function create(kind: Store['kind'], people: readonly string[]) {
  const store = await createStore(kind);
  await addSubscribers(store, people);
  const dispatch = await planned(store);
  const time = createTime();
  return {
    store,
    dispatch,
    time,
    async run(
      answer: (to: string) => Outcome | undefined,
      suppressions?: Pick<SuppressionList, 'record' | 'find'>,
    ) {
      const { transport, received } = createFakeTransport(answer);
      const options = {
        store,
        dispatch,
        transport,
        composerFor,
        ...time,
        ...(suppressions && { suppressions }),
      };
      return { report: await deliver(options), received };
    },
    async states(state: 'suppressed') {
      const rows = await store.read((db) =>
        db.selectFrom('subscribers').select('address').where('state', '=', state).execute(),
      );
      return rows.map(({ address }) => address);
    },
  };
}
