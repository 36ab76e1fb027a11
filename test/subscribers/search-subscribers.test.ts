import { describe, expect, test } from 'vitest';
import { findActiveSubscriber, searchSubscribers } from '../../pipeline/subscribers/search-subscribers.ts';
import { addSubscribers } from '../delivery/support/audience.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';

describe.each(kinds)('on %s', (kind) => {
  test('subscribers are found by pieces of their address and name, a few at a time', async () => {
    const store = await (await createDatabase(kind)).open();
    await addSubscribers(store, [
      'Anouk.D@example.org,nl,Anouk Duinkerk',
      'zoe@example.org,nl-BE,Zoë van Dam',
      'under_score@example.org,,',
      'gone@example.org,nl,Anouk Weg',
    ]);
    await store.transaction(async (db) => {
      await db
        .updateTable('subscribers')
        .set({ state: 'unsubscribed' })
        .where('normalised', '=', 'gone@example.org')
        .execute();
    });
    const find = async (text: string, limit = 10) =>
      (await searchSubscribers(store, text, limit)).map(({ address }) => address);
    expect(await find('anouk')).toEqual(['Anouk.D@example.org']);
    expect(await find('DUIN  .d@')).toEqual(['Anouk.D@example.org']);
    expect(await find('Zoë')).toEqual(['zoe@example.org']);
    expect(await find('anouk zoe')).toEqual([]);
    // What means something to the database means nothing here.
    expect(await find('_')).toEqual(['under_score@example.org']);
    expect(await find('%')).toEqual([]);
    expect(await find('', 2)).toEqual(['Anouk.D@example.org', 'under_score@example.org']);

    const [zoe] = await searchSubscribers(store, 'zoe', 1);
    expect(await findActiveSubscriber(store, zoe?.id ?? '')).toEqual({
      id: zoe?.id,
      address: 'zoe@example.org',
      name: 'Zoë van Dam',
      locale: 'nl-BE',
    });
    expect(await findActiveSubscriber(store, '0'.repeat(32))).toBe(undefined);
  });
});
