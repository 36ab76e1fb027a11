import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../pipeline/commands/serve.ts';
import { waitFor } from '../../pipeline/foundation/time/wait.ts';
import { openCalls } from '../../pipeline/work/calls.ts';
import { type Call, type Calls, keepWorking } from '../../pipeline/work/keep-working.ts';
import { createWaker } from '../../pipeline/work/waker.ts';
import { openCommand } from '../commands/open-command.ts';
import { createDatabase } from '../store/support/databases.ts';

/** Opens processes that wait on one database, each with the calls that it takes. */
async function openMachines(count: number) {
  const { databaseUrl = '' } = await createDatabase('postgres');
  const failures: string[] = [];
  const questions = { count: 0 };
  const machines: Calls[] = [];
  let elapsed = 0;
  for (let index = 0; index < count; index += 1) {
    const wait = (ms: number, signal?: AbortSignal) => {
      questions.count += 1;
      return waitFor(Math.min(ms, 20), signal);
    };
    const calls = await openCalls({
      databaseUrl,
      wait,
      onFailure: (message) => failures.push(message),
      elapsed: () => elapsed,
    });
    onTestFinished(() => calls.close());
    machines.push(calls);
  }
  // The last round of each was an hour ago.
  elapsed = 3_600_000;
  return { machines, databaseUrl, failures, questions };
}

test('a moment calls one machine, however many asked; a dispatch calls each of the others', async () => {
  const { machines, questions } = await openMachines(3);
  const controller = new AbortController();
  const taken = machines.map((machine) => machine.next(controller.signal));
  const moment = Date.now() - 1000;
  await Promise.all(machines.map((machine) => machine.callAt(moment)));
  const first = await Promise.race(taken.map(async (each, index) => ({ call: await each, index })));
  expect(first.call?.isHelp).toBe(false);
  await machines[(first.index + 1) % 3]?.callAt(moment);

  // It begins a dispatch. The two that still wait take part, and then nobody is called any more.
  const others = taken.filter((_, index) => index !== first.index);
  await machines[first.index]?.callOthers();
  const helpers = await Promise.all(others);
  expect(helpers.map((call) => call?.isHelp)).toEqual([true, true]);
  await Promise.all([first.call, ...helpers].map((call) => call?.end(true)));
  const more = machines.map((machine) => machine.next(controller.signal));
  const before = questions.count;
  await expect.poll(() => questions.count).toBeGreaterThan(before + 6);
  controller.abort();
  expect(await Promise.all(more)).toEqual([undefined, undefined, undefined]);
});

test('a machine that has helped drops the calls for help from before', async () => {
  const { machines } = await openMachines(3);
  const { signal } = new AbortController();
  // One of the others has died and still seems to wait, so there are two calls.
  await machines[0]?.callOthers();
  const help = await machines[1]?.next(signal);
  expect(help?.isHelp).toBe(true);
  await help?.end(true);
  await machines[0]?.callAt(Date.now() - 1000);
  const call = await machines[1]?.next(signal);
  expect(call?.isHelp).toBe(false);
  await call?.end(true);
});

test('a call that was not answered goes to another machine', async () => {
  const { machines } = await openMachines(2);
  const { signal } = new AbortController();
  await machines[0]?.callAt(Date.now() - 1000);
  const call = await machines[0]?.next(signal);
  await call?.end(false);
  const again = await machines[1]?.next(signal);
  expect(again?.isHelp).toBe(false);
  await again?.end(true);
});

test('a process that waits runs at a call, answers it, and calls others only for what it began', async () => {
  const controller = new AbortController();
  const log: string[] = [];
  const callOf = (isHelp: boolean) => ({
    isHelp,
    end: async (isDone: boolean) =>
      void log.push(`${isHelp ? 'help' : 'moment'} ${isDone ? 'done' : 'left'}`),
  });
  const queue = [callOf(true), callOf(false)];
  const calls: Calls = {
    callAt: async (moment) => void log.push(`call at ${moment}`),
    callOthers: async () => void log.push('call others'),
    next: async () => queue.shift(),
    close: async () => {},
  };
  let rounds = 0;
  await keepWorking({
    async round(onDispatch) {
      log.push('round');
      rounds += 1;
      if (rounds > 1) onDispatch();
      if (rounds === 3) controller.abort();
      return { code: 0, next: rounds === 1 ? 5000 : undefined };
    },
    every: 900_000,
    waker: createWaker(),
    calls,
    clock: () => 0,
    wait: (_, signal) => waitFor(60_000, signal),
    signal: controller.signal,
  });
  expect(log).toEqual(['round', 'call at 5000', 'round', 'help done', 'round', 'call others', 'moment left']);
});

test('a lost database is reported, and calls continue when it is back', async () => {
  const { machines, databaseUrl, failures } = await openMachines(1);
  const [machine] = machines;
  const { signal } = new AbortController();
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  onTestFinished(() => admin.end());
  const taken = machine?.next(signal);
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'courant work'`,
  );
  await expect.poll(() => failures.length).toBeGreaterThan(0);
  // The first call may be lost with the connection.
  const moment = Date.now() - 1000;
  let call: Call | undefined;
  void taken?.then((answered) => {
    call = answered;
  });
  await expect
    .poll(async () => {
      await machine?.callAt(moment);
      return call?.isHelp;
    })
    .toBe(false);
  await call?.end(true);
});

test('a database that cannot take the calls is reported as a problem, and the public pages stop with the error', async () => {
  const { databaseUrl = '' } = await createDatabase('postgres');
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  onTestFinished(() => admin.end());
  const { rows } = await admin.query<{ name: string }>('select current_schema() as name');
  // Something else has the schema, and a table in it that pg-boss cannot read.
  await admin.query(`create schema "${rows[0]?.name}_duties"`);
  await admin.query(`create table "${rows[0]?.name}_duties".version (other text)`);
  const failed = { problems: [{ code: 'store-failed' }] };
  await expect(openCalls({ databaseUrl, wait: waitFor, onFailure: () => {} })).rejects.toMatchObject(failed);

  const { context } = await openCommand({
    DATABASE_URL: databaseUrl,
    COURANT_SUPPRESSION_KEY: '0'.repeat(64),
  });
  const notes: string[] = [];
  const terminal = { ...context.terminal, note: (text: string) => void notes.push(text) };
  const serving = serve({ ...context, terminal }, { port: 0, host: '127.0.0.1', every: 900_000, work: true });
  await expect(serving).rejects.toMatchObject(failed);
  const [, address = ''] = /at (http:\S+)/.exec(notes.join('\n')) ?? [];
  await expect(fetch(address), 'nothing listens any more').rejects.toThrow('fetch failed');

  const nowhere = openCalls({
    databaseUrl: 'postgres://courant@127.0.0.1:1/courant',
    wait: waitFor,
    onFailure: () => {},
  });
  await expect(nowhere).rejects.toMatchObject({ problems: [{ code: 'store-unreachable' }] });
});

test('a call is given back when the round breaks', async () => {
  const ends: boolean[] = [];
  const call: Call = { isHelp: false, end: async (isDone) => void ends.push(isDone) };
  let rounds = 0;
  const working = keepWorking({
    async round() {
      rounds += 1;
      if (rounds === 2) throw new Error('There is no such program.');
      return { code: 0, next: undefined };
    },
    every: 900_000,
    waker: createWaker(),
    calls: {
      callAt: async () => {},
      callOthers: async () => {},
      next: async () => call,
      close: async () => {},
    },
    clock: () => 0,
    wait: (_, signal) => waitFor(60_000, signal),
    signal: new AbortController().signal,
  });
  await expect(working).rejects.toThrow('There is no such program.');
  expect(ends).toEqual([false]);
});
