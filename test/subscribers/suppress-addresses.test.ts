import { describe, expect, test } from 'vitest';
import { suppressAddresses } from '../../pipeline/subscribers/suppress-addresses.ts';
import { addSubscribers } from '../delivery/support/audience.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

const addresses = Array.from({ length: 510 }, (_, at) => `reader${at}@example.org`);

describe.each(kinds)('on %s', (kind) => {
  test('many addresses take few transactions, and a signal stops between two of them', async () => {
    const store = await (await createDatabase(kind)).open();
    await addSubscribers(store, addresses);
    const suppressions = await openSuppressions(store);
    const controller = new AbortController();
    const { signal } = controller;
    let transactions = 0;
    const counting: typeof store = {
      ...store,
      async transaction(work) {
        const result = await store.transaction(work);
        if (++transactions === 1) controller.abort();
        return result;
      },
    };
    const count = (state: 'active' | 'suppressed') =>
      store.read(async (db) => {
        const rows = await db.selectFrom('subscribers').select('id').where('state', '=', state).execute();
        return rows.length;
      });
    const suppress = (options = {}) =>
      suppressAddresses(counting, addresses, { suppressions, now: 1, ...options });
    await expect(suppress({ signal })).rejects.toThrow('aborted');
    expect(await count('suppressed')).toBe(500);
    await suppress();
    expect(transactions).toBe(1 + 2);
    expect(await count('active')).toBe(0);
    expect((await store.read((db) => suppressions.find(db, addresses))).size).toBe(510);
  });
});
