import { describe, expect, test } from 'vitest';
import { setDispatchState } from '../../pipeline/delivery/ledger/dispatch-state.ts';
import { readProgress } from '../../pipeline/delivery/status/read-progress.ts';
import { outbox } from '../../pipeline/delivery/transport/outbox.ts';
import type { DeliveryState } from '../../pipeline/store/schema.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, createEdition, planned } from './support/audience.ts';
import { createStore } from './support/ledger.ts';

const issue = '2026-01-01-first';

async function progress(store: Store, ...locales: string[]) {
  const found = await readProgress(store, 'smtp', [
    { issue, locales },
    { issue: '2026-02-02-second', locales },
  ]);
  expect(found.get('2026-02-02-second')).toBe('none');
  return found.get(issue);
}

async function settleAll(store: Store, dispatch: number, state: DeliveryState): Promise<void> {
  await store.transaction((db) =>
    db.updateTable('deliveries').set({ state }).where('dispatch', '=', dispatch).execute(),
  );
}

async function begin(kind: Store['kind']) {
  const store = await createStore(kind);
  await addSubscribers(store, ['a@example.org,nl', 'b@example.org,en']);
  return store;
}

describe.each(kinds)('on %s', (kind) => {
  test('an issue is settled once every delivery is, with any outcome', async () => {
    const store = await begin(kind);
    expect(await progress(store, 'en', 'nl')).toBe('none');
    const dispatch = await planned(store);
    for (const state of ['planned', 'claimed', 'sending', 'deferred'] as const) {
      await settleAll(store, dispatch, state);
      expect(await progress(store, 'en', 'nl')).toBe('open');
    }
    for (const state of ['accepted', 'rejected', 'uncertain', 'expired'] as const) {
      await settleAll(store, dispatch, state);
      expect(await progress(store, 'en', 'nl')).toBe('settled');
    }
  });

  test('messages in the outbox do not count as sent by SMTP', async () => {
    const store = await begin(kind);
    await settleAll(store, await planned(store, { transport: outbox }), 'accepted');
    expect(await progress(store, 'en', 'nl')).toBe('none');
  });

  test('an edition that became ready later is looked at again', async () => {
    const store = await begin(kind);
    await settleAll(store, await planned(store, { ready: [createEdition('en')] }), 'accepted');
    expect(await progress(store, 'en')).toBe('settled');
    expect(await progress(store, 'en', 'nl')).toBe('partial');
  });

  test('of a correction it is the last revision that counts', async () => {
    const store = await begin(kind);
    await settleAll(store, await planned(store), 'accepted');
    const correction = await planned(store, { correction: true });
    expect(await progress(store, 'en', 'nl')).toBe('open');
    await settleAll(store, correction, 'accepted');
    expect(await progress(store, 'en', 'nl')).toBe('settled');
  });

  test('a cancelled dispatch stays ended, and a paused one is open', async () => {
    const store = await begin(kind);
    const dispatch = await planned(store);
    await setDispatchState(store, dispatch, { state: 'paused', reason: 'by hand', now: 2_000 });
    expect(await progress(store, 'en', 'nl')).toBe('open');
    await setDispatchState(store, dispatch, { state: 'cancelled', reason: 'by hand', now: 3_000 });
    expect(await progress(store, 'en', 'nl')).toBe('settled');
  });

  test('an issue is found under the name that it was sent by', async () => {
    const store = await begin(kind);
    await settleAll(store, await planned(store), 'accepted');
    const renamed = { issue: '2026-01-01-renamed', locales: ['en', 'nl'] };
    expect([...(await readProgress(store, 'smtp', [renamed])).values()]).toEqual(['none']);
    const known = { ...renamed, aliases: [issue] };
    expect([...(await readProgress(store, 'smtp', [known])).values()]).toEqual(['settled']);
  });
});
