import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/settings.ts';
import { acceptLedger } from '../../pipeline/delivery/witness.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime } from './support/fake-transport.ts';
import { createFolder } from './support/ledger.ts';

const readers = Array.from({ length: 5 }, (_, i) => `reader${i}@example.org,nl`);

async function createLedger() {
  const folder = await createFolder();
  const file = join(folder, 'courant.sqlite');
  const { transport, received } = createFakeTransport();
  /** Opens the ledger for this alone, so that its file is whole afterwards. */
  const withStore = async <Result>(work: (store: Store) => Promise<Result>) => {
    const store = await openStore({ folder });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const dispatch = await withStore(async (store) => {
    await addSubscribers(store, readers);
    return planned(store);
  });
  const run = () =>
    withStore((store) => deliver({ store, dispatch, transport, composerFor, ...createTime() }));
  return { folder, file, received, dispatch, withStore, run };
}

test('a ledger that was put back from an old backup does not go on without a person', async () => {
  const { file, received, withStore, run } = await createLedger();
  await copyFile(file, `${file}.backup`);
  await run();
  await copyFile(`${file}.backup`, file);
  await expect(run()).rejects.toMatchObject({ problems: [{ code: 'ledger-restored' }] });
  expect(received.length).toBe(5);
  // Who decides to go on has been told that it may send twice.
  await withStore(async (store) => acceptLedger(store));
  expect(await run()).toMatchObject({ end: 'finished' });
  expect(received.length).toBe(10);
});

test('a backup from the middle of a run is known as one', async () => {
  const { folder, file, dispatch, withStore, run } = await createLedger();
  await withStore(async (store) => {
    let copied = false;
    const { transport, received } = createFakeTransport(async () => {
      if (received.length === 2 && !copied) {
        copied = true;
        const copy = await openStore({ folder });
        await copy.read(async (db) => {
          await sql`vacuum into ${`${file}.backup`}`.execute(db);
        });
        await copy.close();
      }
      return undefined;
    });
    const settings = { ...defaultDeliverySettings, connections: 1 };
    await deliver({ store, dispatch, transport, composerFor, settings, ...createTime() });
  });
  await copyFile(`${file}.backup`, file);
  await expect(run()).rejects.toMatchObject({ problems: [{ code: 'ledger-restored' }] });
});

test('a ledger that is gone is not begun anew in silence', async () => {
  const { file, dispatch, run, withStore } = await createLedger();
  await run();
  await rm(file);
  await withStore(async (store) => {
    await addSubscribers(store, readers);
    expect(await planned(store)).toBe(dispatch);
  });
  await expect(run()).rejects.toMatchObject({ problems: [{ code: 'ledger-restored' }] });
});

test('run after run, and several at once, the witness has nothing to say', async () => {
  const { run, received } = await createLedger();
  await Promise.all([run(), run(), run()]);
  await run();
  expect(received.length).toBe(5);
});
