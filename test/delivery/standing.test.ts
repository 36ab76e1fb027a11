import { expect, test } from 'vitest';
import { showEnd } from '../../pipeline/commands/describe-delivery.ts';
import { countStates, type StateCounts } from '../../pipeline/delivery/ledger/state.ts';
import { planDispatch } from '../../pipeline/delivery/plan/plan-dispatch.ts';
import { recordPlan } from '../../pipeline/delivery/plan/record-plan.ts';
import { standingOf } from '../../pipeline/delivery/status/standing.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, createRequest } from './support/audience.ts';
import { createStore } from './support/ledger.ts';

const counts = (some: Partial<StateCounts>): StateCounts => ({ ...countStates([]), ...some });

test.each<[string, Partial<StateCounts>, Parameters<typeof standingOf>[0]['state'], string, string[]]>([
  ['all accepted', { accepted: 5, skipped: 2 }, 'active', 'done', []],
  ['one is deferred', { accepted: 5, deferred: 1 }, 'active', 'continues', ['open']],
  ['a pause', { accepted: 5, planned: 1 }, 'paused', 'continues', ['paused']],
  ['a cancelled one', { accepted: 5, planned: 1 }, 'cancelled', 'done', []],
  ['one is uncertain', { accepted: 500, uncertain: 1 }, 'active', 'person', ['uncertain']],
  ['few are rejected', { accepted: 96, rejected: 4 }, 'active', 'done', ['rejected']],
  ['many are rejected', { accepted: 95, rejected: 5 }, 'active', 'person', ['rejected']],
  ['some came too late', { accepted: 95, expired: 5 }, 'active', 'done', ['expired']],
])('%s', (_, some, state, kind, reasons) => {
  const standing = standingOf({ state, counts: counts(some) });
  expect(standing.kind).toBe(kind);
  expect(standing.reasons.map((reason) => reason.kind)).toEqual(reasons);
});

test('deliveries that a person accepted need no decision any more, and are still reported', () => {
  const dispatch = { state: 'active' as const, counts: counts({ accepted: 1, uncertain: 2, rejected: 3 }) };
  expect(standingOf(dispatch).kind).toBe('person');
  expect(standingOf(dispatch, ['uncertain']).kind).toBe('person');
  expect(standingOf(dispatch, ['uncertain', 'rejected'])).toMatchObject({ kind: 'done', reasons: [{}, {}] });
});

test('105 uncertain deliveries give no all-clear', async () => {
  const store = await createStore();
  await addSubscribers(store, ['reader1@example.org']);
  const plan = { ...(await planDispatch(store, createRequest(), Date.now())), already: 3000, total: 0 };
  const report = {
    accepted: 0,
    suppressed: 0,
    undecided: 0,
    nextAt: undefined,
    reason: undefined,
    problems: [],
  };
  const end = (some: Partial<StateCounts>) =>
    showEnd(plan, { ...report, end: 'finished', counts: counts(some) });
  expect(end({ accepted: 3000 })).toBe('Nothing to send: everything has already been delivered by SMTP.');
  expect(end({ accepted: 2895, uncertain: 105 })).toBe(
    'Nothing to send. 2,895 messages delivered by SMTP before. 105 uncertain: "courant status" names them.',
  );
});

test.each(kinds)('a dispatch to nobody is not recorded, on %s', async (kind) => {
  const store = await createStore(kind);
  for (const correction of [false, true]) {
    const request = createRequest({ correction });
    const plan = await planDispatch(store, request, Date.now());
    const options = { messageDomain: 'example.org' };
    expect(await recordPlan(store, plan, request, options)).toEqual({ dispatch: undefined, planned: 0 });
  }
  expect(await store.read((db) => db.selectFrom('dispatches').selectAll().execute())).toEqual([]);
  expect(await store.read((db) => db.selectFrom('issue_names').selectAll().execute())).toEqual([]);
});

test.each(kinds)('a plan for lists counts the readers on none, on %s', async (kind) => {
  const store = await createStore(kind);
  await addSubscribers(store, ['reader1@example.org', 'reader2@example.org', 'reader3@example.org']);
  await store.transaction(async (db) => {
    const [first] = await db.selectFrom('subscribers').select('id').orderBy('normalised').execute();
    await db
      .insertInto('subscriptions')
      .values({ subscriber: first?.id ?? '', list: 'weekly', since: 1 })
      .execute();
  });
  const lists = ['weekly'];
  expect(await planDispatch(store, createRequest({ lists }), Date.now())).toMatchObject({
    total: 1,
    onNoList: 2,
  });
  expect(await planDispatch(store, createRequest(), Date.now())).toMatchObject({ total: 3, onNoList: 0 });
});
