import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { readProgress } from '../../pipeline/delivery/status/read-progress.ts';
import { measureLedger } from '../../pipeline/dispatches/measure-ledger.ts';
import { nextRun } from '../../pipeline/dispatches/next-run.ts';
import { readOpenEnds } from '../../pipeline/dispatches/read-open-ends.ts';
import { settleInterrupted } from '../../pipeline/dispatches/settle-interrupted.ts';
import { hour } from '../../pipeline/foundation/time/durations.ts';
import { forgetAddresses } from '../../pipeline/subscribers/forget-addresses.ts';
import { openCommand } from '../commands/open-command.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { composerFor, createFakeTransport, createTime } from '../delivery/support/fake-transport.ts';
import { createDatabase } from './support/databases.ts';

// Deliveries may be many millions. SQLite shows the plan of a statement without its values, as with a database of
// any size.

test('no statement that runs often reads the deliveries of all dispatches, or all of one for a page', async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  onTestFinished(() => prepare.mockRestore());
  const { context } = await openCommand();
  const { folder, open } = await createDatabase();
  const store = await open();
  await addSubscribers(store, ['ann@example.org,nl', 'bob@example.org,nl']);
  const dispatch = await planned(store);
  const now = 2_000_000;
  prepare.mockClear();

  const { transport } = createFakeTransport();
  await deliver({ store, dispatch, transport, composerFor, ...createTime() });
  await readOpenEnds(store, { transport: 'smtp', now });
  await readProgress(store, 'smtp', []);
  await settleInterrupted(context, store, 'smtp');
  const ledger = { since: { firstRun: 0, schedule: 0 }, issues: new Map(), zones: [] };
  const newsletter = { timeZone: 'UTC', schedule: undefined };
  await nextRun(store, { transport: 'smtp', newsletter, issues: [], ledger, nextNotice: undefined, now });
  await measureLedger(store, { transport: 'smtp', now, open: [] });
  await forgetAddresses(store, now);

  const statements = new Set(
    prepare.mock.calls.map(([sql]) => sql).filter((sql) => /\bdeliveries\b/.test(sql)),
  );
  expect(statements.size).toBeGreaterThan(15);
  const database = new DatabaseSync(`${folder}/courant.sqlite`, { readOnly: true });
  const slow = [...statements].flatMap((sql) => {
    const steps = database.prepare(`explain query plan ${sql}`).all();
    const details = steps.map(({ detail }) => String(detail));
    const readsAll = details.some((detail) => /^(SCAN|SEARCH) deliveries$/.test(detail));
    // A page or a single row, taken from all deliveries of a dispatch.
    const readsDispatch = details.some((detail) => /autoindex_deliveries_\d \(dispatch=\?\)/.test(detail));
    return readsAll || (readsDispatch && / limit /.test(sql)) ? [[sql, ...details]] : [];
  });
  database.close();
  expect(slow).toEqual([]);
});

test('a monitor does not count the deliveries of a settled dispatch each time', async () => {
  const store = await (await createDatabase()).open();
  await addSubscribers(store, ['ann@example.org,nl']);
  const dispatch = await planned(store);
  const statesAt = async (now: number) => {
    const measures = await measureLedger(store, { transport: 'smtp', now, open: [] });
    const { samples = [] } = measures.find(({ name }) => name === 'courant_deliveries') ?? {};
    return samples.map(({ labels }) => labels['state']);
  };
  expect(await statesAt(0)).toEqual(['planned']);
  const { transport } = createFakeTransport();
  await deliver({ store, dispatch, transport, composerFor, ...createTime() });
  expect(await statesAt(0)).toEqual(['accepted']);
  await store.transaction((db) => db.updateTable('deliveries').set({ state: 'bounced' }).execute());
  expect(await statesAt(hour - 1)).toEqual(['accepted']);
  expect(await statesAt(hour)).toEqual(['bounced']);
});
