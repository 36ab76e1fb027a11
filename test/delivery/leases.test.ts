import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { claim } from '../../pipeline/delivery/ledger/claim.ts';
import { beginEpoch, renewLeases } from '../../pipeline/delivery/ledger/epochs.ts';
import { lockFolder } from '../../pipeline/delivery/ledger/holders.ts';
import { replan } from '../../pipeline/delivery/ledger/replan.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { isLockHeld } from '../../pipeline/foundation/files/process-lock.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime } from './support/fake-transport.ts';
import { readRows, readStates } from './support/ledger.ts';

const settings = { ...defaultDeliverySettings, connections: 1 };
const minute = 60_000;
const accepted = { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'Late' } } as const;

/** A process that stops in the middle of its first message, before or after its gate, until it may continue. */
function createHeldUp(where: 'before the gate' | 'after the gate') {
  let goOn: () => void = () => {};
  let isThere = false;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const fake = createFakeTransport(async (_to, _attempt, gate) => {
    if (where === 'after the gate' && !(await gate())) return { kind: 'withheld' };
    isThere = true;
    await held;
    return where === 'after the gate' ? accepted : undefined;
  });
  return { ...fake, goOn, arrived: () => vi.waitUntil(() => isThere, { interval: 1 }) };
}

async function createDispatch(kind: Store['kind'], readers = 1) {
  const database = await createDatabase(kind);
  const store = await database.open();
  await addSubscribers(
    store,
    Array.from({ length: readers }, (_, i) => `reader${i + 1}@example.org,nl`),
  );
  return { database, store, dispatch: await planned(store) };
}

describe.each(kinds)('on %s', (kind) => {
  test('a process that sleeps past its lease before the gate cannot send when it wakes up', async () => {
    const { database, store, dispatch } = await createDispatch(kind);
    const time = createTime();
    const zombie = createHeldUp('before the gate');
    const first = deliver({ store, dispatch, transport: zombie.transport, composerFor, settings, ...time });
    await zombie.arrived();
    expect(await readStates(store, dispatch)).toEqual({ 'reader1@example.org': 'claimed' });

    time.advance(settings.claimLease + 1);
    const other = createFakeTransport();
    const second = { store: await database.open(), transport: other.transport };
    expect(await deliver({ ...second, dispatch, composerFor, settings, ...time })).toMatchObject({
      accepted: 1,
    });

    zombie.goOn();
    expect(await first).toMatchObject({ accepted: 0, counts: { accepted: 1 } });
    expect(zombie.received).toEqual([]);
    expect(other.received).toEqual(['reader1@example.org']);
  });

  test('a process that sleeps past its lease after the gate leaves one in doubt; its late 250 proves it', async () => {
    const { database, store, dispatch } = await createDispatch(kind);
    const time = createTime();
    const zombie = createHeldUp('after the gate');
    const first = deliver({ store, dispatch, transport: zombie.transport, composerFor, settings, ...time });
    await zombie.arrived();
    expect(await readStates(store, dispatch)).toEqual({ 'reader1@example.org': 'sending' });

    time.advance(11 * minute + 1);
    const other = createFakeTransport();
    const second = { store: await database.open(), transport: other.transport };
    const report = await deliver({ ...second, dispatch, composerFor, settings, ...time });
    expect(report.counts).toMatchObject({ uncertain: 1 });
    expect(other.received).toEqual([]);

    zombie.goOn();
    await first;
    expect(await readRows(store, dispatch)).toMatchObject([
      { state: 'accepted', reply_text: 'Late', attempts: 1 },
    ]);
  });

  test('a late 250 does not settle a delivery that a person planned again', async () => {
    const { database, store, dispatch } = await createDispatch(kind);
    const time = createTime();
    const zombie = createHeldUp('after the gate');
    const first = deliver({ store, dispatch, transport: zombie.transport, composerFor, settings, ...time });
    await zombie.arrived();
    time.advance(11 * minute + 1);
    const other = createFakeTransport(() => ({
      kind: 'rejected',
      reply: { code: 550, enhanced: '5.3.0', text: 'No' },
    }));
    const second = { store: await database.open(), transport: other.transport };
    await deliver({ ...second, dispatch, composerFor, settings, ...time });
    expect(await replan(store, dispatch, { state: 'uncertain', now: time.clock() })).toBe(1);
    await deliver({ ...second, dispatch, composerFor, settings, ...time });
    zombie.goOn();
    await first;
    expect(await readRows(store, dispatch)).toMatchObject([{ state: 'rejected', reply_text: 'No' }]);
  });

  test('the deliveries of a dead process on this machine are taken over at once, even if another process has its pid', async () => {
    const { store, dispatch } = await createDispatch(kind, 2);
    const lock = await lockOfKilled(lockFolder(store));
    const [one, two] = await readRows(store, dispatch);
    const time = createTime();
    await store.transaction(async (db) => {
      const { pid } = process;
      const epoch = { host: hostname(), pid, lock, started_at: 1, ended_at: null, sequence: 0 };
      const { id } = await db.insertInto('epochs').values(epoch).returning('id').executeTakeFirstOrThrow();
      const hold = (delivery: number | undefined, state: 'claimed' | 'sending') =>
        db
          .updateTable('deliveries')
          .set({ state, epoch: id, lease_until: time.clock() + 60 * minute })
          .where('id', '=', delivery ?? 0)
          .execute();
      await hold(one?.id, 'claimed');
      await hold(two?.id, 'sending');
    });
    const { transport, received } = createFakeTransport();
    const before = time.clock();
    await deliver({ store, dispatch, transport, composerFor, settings, ...time });
    expect(Object.values(await readStates(store, dispatch))).toEqual(['accepted', 'uncertain']);
    expect(received).toEqual(['reader1@example.org']);
    expect(time.clock() - before).toBeLessThan(5_000);
    expect(existsSync(join(lockFolder(store), lock))).toBe(false);
  });

  test('a process that waits for the deliveries of another one looks often at first', async () => {
    const { database, store, dispatch } = await createDispatch(kind);
    const busy = createHeldUp('after the gate');
    const common = { dispatch, composerFor, settings };
    const first = deliver({ ...common, store, transport: busy.transport, ...createTime() });
    await busy.arrived();

    const time = createTime();
    const waits: number[] = [];
    const second = await deliver({
      ...common,
      store: await database.open(),
      transport: createFakeTransport().transport,
      ...time,
      wait: (ms, signal) => {
        if (ms !== settings.commitInterval) waits.push(ms);
        if (waits.length === 20) busy.goOn();
        return time.wait(ms, signal);
      },
    });
    expect(second).toMatchObject({ end: 'finished', accepted: 0, counts: { accepted: 1 } });
    expect(await first).toMatchObject({ accepted: 1 });
    expect(waits[0]).toBe(50);
    expect(waits.slice(1, 14).every((ms, at) => ms > (waits[at] ?? 0))).toBe(true);
    expect(waits[19]).toBe(1_000);
  });

  test('three that deliver together send each message once', async () => {
    const { database, store, dispatch } = await createDispatch(kind, 400);
    const { transport, received } = createFakeTransport();
    const options = {
      dispatch,
      transport,
      composerFor,
      settings: { ...defaultDeliverySettings, claimSize: 20 },
    };
    const stores = [store, await database.open(), await database.open()];
    const reports = await Promise.all(stores.map((one) => deliver({ ...options, store: one })));
    expect(reports.map(({ end }) => end)).toEqual(['finished', 'finished', 'finished']);
    expect(reports.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(400);
    expect(received.length).toBe(400);
    expect(new Set(received).size).toBe(400);
  });

  test.each([
    ['forward', 60 * minute],
    ['back', -60 * minute],
  ])('a clock that jumps an hour %s while messages are under way', async (_, jump) => {
    const { store, dispatch } = await createDispatch(kind, 20);
    const time = createTime(10 * 60 * minute);
    let sent = 0;
    const { transport, received } = createFakeTransport((_to, attempt) => {
      if (++sent === 8) time.advance(jump);
      return sent % 5 === 0 && attempt === 1
        ? { kind: 'deferred', reply: { code: 450, enhanced: '4.7.1', text: 'Later' } }
        : undefined;
    });
    const patient = { ...settings, connections: 3, patience: 24 * 60 * minute };
    await deliver({ store, dispatch, transport, composerFor, settings: patient, ...time });
    expect(new Set(Object.values(await readStates(store, dispatch)))).toEqual(new Set(['accepted']));
    expect(received.length).toBe(20);
  });
});

test('renewing leases never waits for a gate that is being written', async () => {
  const { database, store, dispatch } = await createDispatch('postgres', 3);
  const scope = { dispatch, epoch: await beginEpoch(store, 1), now: 1 };
  const { claimed: rows } = await claim(store, {
    ...scope,
    limit: 3,
    lease: 100,
    maxAge: 1,
    inHand: [],
    except: [],
  });
  const ids = rows.map(({ id }) => id);
  const gate = await database.open();
  await gate.transaction(async (db) => {
    await db
      .selectFrom('deliveries')
      .select('id')
      .where('id', '=', ids[1] ?? 0)
      .forUpdate()
      .execute();
    // Were it to wait, this would never end: the gate's transaction waits for it here.
    await renewLeases(store, { ...scope, ids, lease: 5_000 });
  });
  const leases = (await readRows(store, dispatch)).map(({ lease_until }) => lease_until);
  expect(leases).toEqual([5_001, 101, 5_001]);
});

/** The name of a lock whose process was killed while it held it. */
async function lockOfKilled(folder: string): Promise<string> {
  const module = new URL('../../pipeline/foundation/files/process-lock.ts', import.meta.url).href;
  // The lock holds even if nothing but its name is kept.
  const code = `const { holdLock } = await import(${JSON.stringify(module)});
    const { name } = holdLock(${JSON.stringify(folder)}); gc(); console.log(name); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '--eval', code]);
  const [line] = await once(child.stdout, 'data');
  const lock = String(line).trim();
  expect(isLockHeld(folder, lock)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isLockHeld(folder, lock)).toBe(false);
  return lock;
}
