import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { findSentWithHeadline } from '../../pipeline/delivery/plan/find-sent-with-headline.ts';
import { planDispatch } from '../../pipeline/delivery/plan/plan-dispatch.ts';
import { recordPlan } from '../../pipeline/delivery/plan/record-plan.ts';
import { readProgress } from '../../pipeline/delivery/status/read-progress.ts';
import { readStatus } from '../../pipeline/delivery/status/read-status.ts';
import { createMessageId } from '../../pipeline/messages/message-id.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, createEdition, createRequest } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime } from './support/fake-transport.ts';
import { createStore, readRows } from './support/ledger.ts';

const readers = ['reader1@example.org,nl', 'reader2@example.org,en'];
const locales = ['en', 'nl'];

describe.each(kinds)('a renamed issue, on %s', (kind) => {
  test('is sent to nobody again, and its remaining deliveries belong to the same dispatch', async () => {
    const { store, received } = await sent(kind, { issue: 'spring', ready: [createEdition('nl')] });
    expect(received).toEqual(['reader1@example.org']);
    const renamed = { issue: 'spring-2026', aliases: ['spring'] };
    const plan = await planDispatch(store, createRequest(renamed), Date.now());
    expect(plan).toMatchObject({ issue: 'spring', dispatch: 1, revision: 1, already: 1, total: 1 });
    expect((await deliverAll(store, renamed)).received).toEqual(['reader2@example.org']);
    expect((await deliverAll(store, renamed)).received).toEqual([]);
    expect(await readProgress(store, 'smtp', [{ ...renamed, locales }])).toEqual(
      new Map([['spring-2026', 'settled']]),
    );

    for (const { message_id, subscriber } of await readRows(store, 1))
      expect(message_id).toBe(
        createMessageId({ issue: 'spring', revision: 1, subscriber, domain: 'example.org' }),
      );
    expect(await readStatus(store, { issue: 'spring-2026' })).toMatchObject([{ issue: 'spring', total: 2 }]);
  });

  test('a correction of it is the next revision', async () => {
    const { store } = await sent(kind, { issue: 'spring' });
    const request = createRequest({ issue: 'spring-2026', aliases: ['spring'], correction: true });
    expect(await planDispatch(store, request, Date.now())).toMatchObject({
      issue: 'spring',
      revision: 2,
      total: 2,
    });
  });

  test('is found when only its last former name is written down', async () => {
    const { store } = await sent(kind, { issue: 'a' });
    expect(await readProgress(store, 'smtp', [{ issue: 'b', aliases: ['a'], locales }])).toEqual(
      new Map([['b', 'settled']]),
    );
    expect(await readProgress(store, 'smtp', [{ issue: 'c', aliases: ['b'], locales }])).toEqual(
      new Map([['c', 'settled']]),
    );
    expect((await deliverAll(store, { issue: 'd', aliases: ['c'] })).received).toEqual([]);
    expect((await deliverAll(store, { issue: 'e', aliases: ['d'] })).received).toEqual([]);
    expect(
      await planDispatch(store, createRequest({ issue: 'f', aliases: ['x', 'a', 'e'] }), Date.now()),
    ).toMatchObject({
      issue: 'a',
      total: 0,
    });
  });

  test('without an alias is recognised by a headline of the last months, and only by an issue that is new', async () => {
    const { store } = await sent(kind, { issue: 'a' });
    const { headline } = createEdition('nl');
    const find = (request: Parameters<typeof createRequest>[0], since = 0) =>
      findSentWithHeadline(store, createRequest(request), since);
    expect(await find({ issue: 'b' })).toEqual([{ issue: 'a', names: ['a'], headline }]);
    expect(await find({ issue: 'b', aliases: ['a'] })).toEqual([]);
    expect(await find({ issue: 'a' })).toEqual([]);
    expect(await find({ issue: 'b' }, Number.MAX_SAFE_INTEGER)).toEqual([]);
    const other = { ...createEdition('nl'), headline: 'Another one' };
    expect(await find({ issue: 'b', ready: [other] })).toEqual([]);
  });

  test('nothing is planned for an issue that claims the names of two', async () => {
    const { store } = await sent(kind, { issue: 'a' });
    await deliverAll(store, { issue: 'b' });
    const request = createRequest({ issue: 'b', aliases: ['a'] });
    await expect(planDispatch(store, request, Date.now())).rejects.toMatchObject({
      problems: [{ code: 'issue-names' }],
    });
    const another = createRequest({ issue: 'c', aliases: ['a', 'b'] });
    await expect(planDispatch(store, another, Date.now())).rejects.toMatchObject({
      problems: [{ code: 'issue-names' }],
    });
    await expect(
      readProgress(store, 'smtp', [{ issue: 'c', aliases: ['a', 'b'], locales }]),
    ).rejects.toThrow();
  });
});

async function withReaders(kind: Store['kind']): Promise<Store> {
  const store = await createStore(kind);
  await addSubscribers(store, readers);
  return store;
}

async function sent(kind: Store['kind'], overrides: Parameters<typeof createRequest>[0]) {
  const store = await withReaders(kind);
  return { store, ...(await deliverAll(store, overrides)) };
}

async function deliverAll(store: Store, overrides: Parameters<typeof createRequest>[0]) {
  const request = createRequest(overrides);
  const plan = await planDispatch(store, request, Date.now());
  const { dispatch } = await recordPlan(store, plan, request, { messageDomain: 'example.org' });
  if (dispatch === undefined) throw new Error('There is nobody to send it to');
  const { transport, received } = createFakeTransport();
  await deliver({ store, dispatch, transport, composerFor, ...createTime() });
  return { received };
}
