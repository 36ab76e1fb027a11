import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { databasePlace } from '../../pipeline/state/database-place.ts';
import { folderPlace } from '../../pipeline/state/folder-place.ts';
import { acceptLedger, compare, createHighWaterMark } from '../../pipeline/state/high-water-mark.ts';
import type { Place } from '../../pipeline/state/place.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { composerFor, createFakeTransport, createTime } from '../delivery/support/fake-transport.ts';
import { createRestorable } from '../store/support/backups.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

const readers = Array.from({ length: 5 }, (_, i) => `reader${i}@example.org,nl`);

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-mark-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const places = {
  'a folder': async () => folderPlace(await createFolder()),
  'a second database': async () => {
    const { databaseUrl = '' } = await createDatabase('postgres');
    const place = databasePlace(databaseUrl, 'COURANT_MARK');
    onTestFinished(() => place.close());
    return place;
  },
};

async function createLedger(kind: Store['kind'], place: Place) {
  const database = await createRestorable(kind);
  const { transport, received } = createFakeTransport();
  const dispatch = await database.use(async (store) => {
    await addSubscribers(store, readers);
    return planned(store);
  });
  const run = (settings = defaultDeliverySettings, by = transport) =>
    database.use(async (store) => {
      const { journal } = await openSuppressions(store, { found: { place, kind: 'named' } });
      await journal.catchUp();
      const mark = createHighWaterMark(store, place, () => journal.begin());
      return deliver({ store, dispatch, transport: by, composerFor, mark, settings, ...createTime() });
    });
  return { ...database, dispatch, received, run };
}

describe.each(kinds)('on %s', (kind) => {
  describe.each(Object.entries(places))('with the mark in %s', (_, createPlace) => {
    test('a ledger that was restored from an old backup does not continue without a person', async () => {
      const place = await createPlace();
      const { backUp, restore, use, run, received } = await createLedger(kind, place);
      await backUp();
      await run();
      await restore();
      await expect(run()).rejects.toMatchObject({
        problems: [{ code: 'ledger-restored', message: expect.stringContaining('2026-01-01-first') }],
      });
      expect(received.length).toBe(5);
      // The person was told that it may be sent twice.
      await use((store) => acceptLedger(store, place));
      expect(await run()).toMatchObject({ end: 'finished' });
      expect(received.length).toBe(10);
    });

    test('a backup from the middle of a run is distinguished from its end', async () => {
      const place = await createPlace();
      const ledger = await createLedger(kind, place);
      let copied = false;
      const { transport, received } = createFakeTransport(async () => {
        if (received.length === 2 && !copied) {
          copied = true;
          await ledger.backUp();
        }
        return undefined;
      });
      await ledger.run({ ...defaultDeliverySettings, connections: 1 }, transport);
      await ledger.restore();
      await expect(ledger.run()).rejects.toMatchObject({ problems: [{ code: 'ledger-restored' }] });
    });

    test('repeated and concurrent runs report nothing', async () => {
      const place = await createPlace();
      const { run, use, received } = await createLedger(kind, place);
      await run();
      await Promise.all([run(), run(), run()]);
      await run();
      expect(received.length).toBe(5);
      expect(await use((store) => compare(store, place))).toEqual({ verdict: 'fits' });
      await expect(place.probe()).resolves.toBeUndefined();
      // Those of processes that ended are gone, but for the last ones.
      expect((await place.readMarks()).length).toBeLessThan(4);
    });

    test('another machine or an emptied place is not accepted as the place of the ledger', async () => {
      const { dispatch, run, use, received } = await createLedger(kind, await createPlace());
      await run();
      const other = await createPlace();
      const { transport } = createFakeTransport();
      const elsewhere = use(async (store) => {
        const mark = createHighWaterMark(store, other, async () => {});
        return deliver({ store, dispatch, transport, composerFor, mark, ...createTime() });
      });
      await expect(elsewhere).rejects.toMatchObject({ problems: [{ code: 'mark-elsewhere' }] });
      expect(received.length).toBe(5);
      expect(await other.readOwner()).toBeUndefined();
    });

    test('a new ledger does not take the place of one that has sent', async () => {
      const place = await createPlace();
      const { run } = await createLedger(kind, place);
      await run();
      const fresh = await createLedger(kind, place);
      await expect(fresh.run()).rejects.toMatchObject({ problems: [{ code: 'ledger-restored' }] });
      expect(fresh.received.length).toBe(0);
      await fresh.use((store) => acceptLedger(store, place));
      expect(await fresh.run()).toMatchObject({ end: 'finished' });
    });
  });
});

test('nothing is sent when the beginning cannot be written down', async () => {
  const folder = await createFolder();
  await writeFile(join(folder, 'mark'), 'a file where the folder must be');
  const { run, received } = await createLedger('sqlite', folderPlace(join(folder, 'mark')));
  await expect(run()).rejects.toMatchObject({ problems: [{ code: 'mark-failed' }] });
  expect(received.length).toBe(0);
});

test("the operator's push command runs before anything is sent", async () => {
  const folder = await createFolder();
  const pushed = join(await createFolder(), 'pushed');
  const push = `cat marks/* > ${pushed}`;
  const place = folderPlace(join(folder, 'mark'), { pushCommand: push });
  const ledger = await createLedger('sqlite', place);
  const { readFile } = await import('node:fs/promises');
  const seen: string[] = [];
  const { transport } = createFakeTransport(async () => {
    seen.push(await readFile(pushed, 'utf8'));
    return undefined;
  });
  await ledger.run(defaultDeliverySettings, transport);
  expect(seen.length).toBe(5);
  expect(seen[0]).toMatch(/^0{16} \d+ 1 2026-01-01-first\n$/);

  const failing = await createLedger('sqlite', folderPlace(await createFolder(), { pushCommand: 'exit 3' }));
  await expect(failing.run()).rejects.toMatchObject({ problems: [{ code: 'mark-not-pushed' }] });
  expect(failing.received.length).toBe(0);
});

test('a run ends when the mark can no longer be raised', async () => {
  const { transport, received } = createFakeTransport();
  const { folder, databaseUrl } = await createDatabase();
  const store = await openStore({ folder, databaseUrl });
  onTestFinished(() => store.close());
  await addSubscribers(store, readers);
  const dispatch = await planned(store);
  const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
  const place: Place = {
    ...folderPlace(await createFolder()),
    openMark: async () => ({
      record() {
        throw full;
      },
      close: async () => {},
    }),
  };
  const mark = createHighWaterMark(store, place, async () => {});
  const run = deliver({ store, dispatch, transport, composerFor, mark, ...createTime() });
  await expect(run).rejects.toMatchObject({
    problems: [{ code: 'mark-failed', message: expect.stringContaining('the disk is full') }],
  });
  expect(received).toEqual([]);
});
