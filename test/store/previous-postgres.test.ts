import { expect, onTestFinished, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { waitFor } from '../../pipeline/foundation/time/wait.ts';
import { openCalls } from '../../pipeline/work/calls.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { composerFor, createFakeTransport } from '../delivery/support/fake-transport.ts';
import { createDatabase } from './support/databases.ts';
import { majors } from './support/postgres-server.ts';

// The whole suite runs on the newest version. These are the parts in which the versions could differ: locks,
// claims, commits, and pg-boss. schema.test.ts compares the migrated tables.

const [, previous] = majors;

test('two processes share a dispatch, and each reader gets one message', async () => {
  const database = await createDatabase('postgres', previous);
  const stores = [await database.open(), await database.open()] as const;
  await addSubscribers(
    stores[0],
    Array.from({ length: 60 }, (_, i) => `reader${i}@domain${i % 3}.example.org,nl`),
  );
  const dispatch = await planned(stores[0]);
  const { transport, received } = createFakeTransport();
  const settings = { ...defaultDeliverySettings, claimSize: 10, pace: { perDomain: { perSecond: 1_000 } } };
  const reports = await Promise.all(
    stores.map((store) => deliver({ store, dispatch, transport, composerFor, settings })),
  );
  expect(reports.map(({ end }) => end)).toEqual(['finished', 'finished']);
  expect(received).toHaveLength(60);
  expect(new Set(received).size).toBe(60);
});

test('a moment calls one of two waiting processes', async () => {
  const { databaseUrl = '' } = await createDatabase('postgres', previous);
  const wait = (ms: number, signal?: AbortSignal) => waitFor(Math.min(ms, 20), signal);
  const onFailure = (message: string) => expect.unreachable(message);
  const machines = [
    await openCalls({ databaseUrl, wait, onFailure }),
    await openCalls({ databaseUrl, wait, onFailure }),
  ];
  const controller = new AbortController();
  onTestFinished(async () => {
    controller.abort();
    await Promise.all(machines.map((machine) => machine.close()));
  });
  const taken = machines.map((machine) => machine.next(controller.signal));
  const moment = Date.now() - 1000;
  await Promise.all(machines.map((machine) => machine.callAt(moment)));
  const first = await Promise.race(taken);
  expect(first?.isHelp).toBe(false);
  await first?.end(true);
  controller.abort();
  const calls = await Promise.all(taken);
  expect(calls.filter((call) => call !== undefined)).toEqual([first]);
});
