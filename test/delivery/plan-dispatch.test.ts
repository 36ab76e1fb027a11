import { describe, expect, test } from 'vitest';
import { planDispatch } from '../../pipeline/delivery/plan/plan-dispatch.ts';
import { recordPlan } from '../../pipeline/delivery/plan/record-plan.ts';
import { smtp } from '../../pipeline/delivery/smtp/smtp.ts';
import { outbox } from '../../pipeline/delivery/transport/outbox.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, createEdition, createRequest, planned } from './support/audience.ts';
import { createStore, readRows, readStates } from './support/ledger.ts';

const audience = [
  'a@example.org,nl',
  'b@example.org,nl-BE',
  'c@example.org,en-GB',
  'd@example.org,de',
  'e@example.org,',
];

async function createAudience(kind: Store['kind']): Promise<Store> {
  const store = await createStore(kind);
  await addSubscribers(store, audience);
  return store;
}

const options = { messageDomain: 'example.org', clock: () => 1_000 };

describe.each(kinds)('on %s', (kind) => {
  test('an issue is not planned again after somebody has deleted its deliveries', async () => {
    const store = await createAudience(kind);
    await planned(store);
    await store.transaction((db) => db.deleteFrom('deliveries').execute());
    const request = createRequest();
    const plan = await planDispatch(store, request, Date.now());
    expect(plan).toMatchObject({ total: 0, already: 0, newcomers: 5 });
    expect(await recordPlan(store, plan, request, options)).toMatchObject({ planned: 0 });
  });

  test('planning that is stopped plans nothing', async () => {
    const store = await createStore(kind);
    await addSubscribers(
      store,
      Array.from({ length: 600 }, (_, at) => `reader${at}@example.org,nl`),
    );
    const request = createRequest();
    const plan = await planDispatch(store, request, Date.now());
    const stop = new AbortController();
    const recorded = recordPlan(store, plan, request, { ...options, signal: stop.signal });
    setImmediate(() => stop.abort());
    await expect(recorded).rejects.toMatchObject({ name: 'AbortError' });
    expect(await planDispatch(store, request, Date.now())).toEqual(plan);
    expect(await recordPlan(store, plan, request, options)).toMatchObject({ planned: 600 });
  });

  test('counts the deliveries by edition and by the reason for it, and writes nothing', async () => {
    const store = await createAudience(kind);
    const plan = await planDispatch(store, createRequest(), Date.now());
    expect(plan).toEqual({
      issue: '2026-01-01-first',
      revision: 1,
      transport: 'smtp',
      dispatch: undefined,
      sample: false,
      editions: [
        {
          locale: 'en',
          state: 'new',
          language: undefined,
          changed: false,
          recipients: 3,
          leftOut: 0,
          choices: { exact: 0, lookup: 1, default: 2 },
        },
        {
          locale: 'nl',
          state: 'new',
          language: undefined,
          changed: false,
          recipients: 2,
          leftOut: 0,
          choices: { exact: 1, lookup: 1, default: 0 },
        },
      ],
      total: 5,
      already: 0,
      held: 0,
      newcomers: 0,
      onNoList: 0,
      late: 0,
      tooSlow: 0,
      refused: [],
    });
    expect(await store.read((db) => db.selectFrom('dispatches').selectAll().execute())).toEqual([]);
  });

  test('records one delivery a subscriber, with its edition, reason and Message-ID', async () => {
    const store = await createAudience(kind);
    const rows = await readRows(store, await planned(store));
    expect(rows.map(({ address, locale, choice, state }) => [address, locale, choice, state])).toEqual([
      ['a@example.org', 'nl', 'exact', 'planned'],
      ['b@example.org', 'nl', 'lookup', 'planned'],
      ['c@example.org', 'en', 'lookup', 'planned'],
      ['d@example.org', 'en', 'default', 'planned'],
      ['e@example.org', 'en', 'default', 'planned'],
    ]);
    expect(new Set(rows.map(({ message_id }) => message_id)).size).toBe(5);
    expect(rows[0]?.message_id).toMatch(/^<[0-9a-f]{32}@example\.org>$/);
  });

  test('an edition that is held is planned later, for its own readers, in the same dispatch', async () => {
    const store = await createAudience(kind);
    const early = createRequest({ ready: [createEdition('en')] });
    expect(await planDispatch(store, early, Date.now())).toMatchObject({ total: 3, held: 2 });
    const dispatch = await planned(store, early);

    await addSubscribers(store, ['late@example.org,en', 'late-nl@example.org,nl']);
    const plan = await planDispatch(store, createRequest(), Date.now());
    expect(plan).toMatchObject({ dispatch, revision: 1, total: 3, already: 3, newcomers: 1 });
    expect(plan.editions.map(({ locale, state }) => [locale, state])).toEqual([
      ['en', 'planned'],
      ['nl', 'new'],
    ]);
    expect(await planned(store)).toBe(dispatch);
    expect(Object.keys(await readStates(store, dispatch)).sort()).toEqual([
      'a@example.org',
      'b@example.org',
      'c@example.org',
      'd@example.org',
      'e@example.org',
      'late-nl@example.org',
    ]);
  });

  test('policy source: the readers of a missing edition get the source, and not the edition again later', async () => {
    const store = await createAudience(kind);
    const dispatch = await planned(store, { ready: [createEdition('en')], missing: 'source' });
    const rows = await readRows(store, dispatch);
    expect(rows.map(({ locale, choice }) => `${locale} ${choice}`)).toEqual([
      'en default',
      'en default',
      'en lookup',
      'en default',
      'en default',
    ]);
    expect(await planDispatch(store, createRequest(), Date.now())).toMatchObject({ total: 0, already: 5 });
  });

  test('policy refuse: nothing is recorded', async () => {
    const store = await createAudience(kind);
    const request = createRequest({ ready: [createEdition('en')], missing: 'refuse' });
    const plan = await planDispatch(store, request, Date.now());
    expect(plan.refused).toEqual(['nl']);
    expect(() => recordPlan(store, plan, request, options)).toThrow(/editions-missing/);
    expect(await store.read((db) => db.selectFrom('dispatches').selectAll().execute())).toEqual([]);
  });

  test('content that was edited after planning is reported, and the planned version is sent', async () => {
    const store = await createAudience(kind);
    const dispatch = await planned(store);
    const edited = createRequest({ ready: [createEdition('en', 'Edited'), createEdition('nl')] });
    const plan = await planDispatch(store, edited, Date.now());
    expect(plan.editions.map(({ changed }) => changed)).toEqual([true, false]);
    expect(await recordPlan(store, plan, edited, options)).toEqual({ dispatch, planned: 0 });
    const held = await store.read((db) => db.selectFrom('dispatch_editions').select('hash').execute());
    expect(held.map(({ hash }) => hash).sort()).toEqual(['hash-en-Hello', 'hash-nl-Hello']);
  });

  test('a correction is a new revision to everybody, with its own Message-IDs', async () => {
    const store = await createAudience(kind);
    const first = await planned(store);
    const request = createRequest({ correction: true });
    const plan = await planDispatch(store, request, Date.now());
    expect(plan).toMatchObject({ revision: 2, dispatch: undefined, total: 5 });
    const second = await recordPlan(store, plan, request, options);
    expect(second.planned).toBe(5);
    expect(second.dispatch).not.toBe(first);
    const ids = [...(await readRows(store, first)), ...(await readRows(store, second.dispatch ?? 0))];
    expect(new Set(ids.map(({ message_id }) => message_id)).size).toBe(10);
  });

  test('two processes that record the same plan at once plan everybody once', async () => {
    const store = await createAudience(kind);
    const request = createRequest();
    const plan = await planDispatch(store, request, Date.now());
    const [one, two] = await Promise.all([
      recordPlan(store, plan, request, options),
      recordPlan(store, plan, request, options),
    ]);
    expect(one.dispatch).toBe(two.dispatch);
    expect(one.planned + two.planned).toBe(5);
  });

  test('the ledgers of outbox and SMTP are kept apart', async () => {
    const store = await createAudience(kind);
    await planned(store, { transport: outbox });
    expect(await planDispatch(store, createRequest({ transport: smtp }), Date.now())).toMatchObject({
      total: 5,
      already: 0,
    });
  });

  test('samples are an audience only for the outbox, and only while there are no other subscribers', async () => {
    const store = await createStore(kind);
    await addSubscribers(store, ['sample@example.org,nl'], 'sample');
    expect(await planDispatch(store, createRequest({ transport: outbox }), Date.now())).toMatchObject({
      total: 1,
      sample: true,
    });
    expect(await planDispatch(store, createRequest({ transport: smtp }), Date.now())).toMatchObject({
      total: 0,
      sample: false,
    });
    await addSubscribers(store, ['real@example.org,nl']);
    expect(await planDispatch(store, createRequest({ transport: outbox }), Date.now())).toMatchObject({
      total: 1,
      sample: false,
    });
    expect(await planDispatch(store, createRequest({ transport: smtp }), Date.now())).toMatchObject({
      total: 1,
      sample: false,
    });
  });
});

test('while readers are planned, the process gets turns of the event loop', async () => {
  const store = await createStore('sqlite');
  await addSubscribers(store, ['reader@example.org,nl']);
  const order: string[] = [];
  setImmediate(() => order.push('a turn'));
  await planned(store);
  order.push('planned');
  expect(order).toEqual(['a turn', 'planned']);
});
