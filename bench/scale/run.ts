/**
 * `node bench/scale/run.ts [subscribers] [delivered] [postgres|sqlite]`: a ledger with that many subscribers, one
 * dispatch to all of them, and that many deliveries settled. Prints the time of each step, and the sizes of the tables.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { claim } from '../../pipeline/delivery/ledger/claim.ts';
import { beginEpoch, endEpoch } from '../../pipeline/delivery/ledger/epochs.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { readStatus } from '../../pipeline/delivery/status/read-status.ts';
import { settleDispatch } from '../../pipeline/delivery/suppression/settle-dispatch.ts';
import { measureLedger } from '../../pipeline/dispatches/measure-ledger.ts';
import { readOpenEnds } from '../../pipeline/dispatches/read-open-ends.ts';
import { createComposer } from '../../pipeline/messages/composer.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import { forgetAddresses } from '../../pipeline/subscribers/forget-addresses.ts';
import { startPostgres } from '../../test/store/support/postgres-server.ts';
import { nullTransport } from '../delivery/null-transport.ts';
import { planIssue } from '../delivery/plan-issue.ts';
import { links } from '../delivery/readers.ts';
import { fill } from './fill.ts';
import { printSizes } from './print-sizes.ts';

const subscribers = Number(process.argv[2] ?? 1_000_000);
const delivered = Number(process.argv[3] ?? 50_000);
const kind = process.argv[4] === 'sqlite' ? 'sqlite' : 'postgres';
const folder = await mkdtemp(join(tmpdir(), 'courant-scale-'));
const postgres = kind === 'postgres' ? await startPostgres(['-c', 'shared_buffers=512MB']) : undefined;
const store = await openStore({ folder, databaseUrl: postgres?.url });
try {
  await step('fill', () => fill(store, subscribers));
  await printSizes(store);
  const dispatch = await step('plan', () => planIssue(store, 'one'));
  await printSizes(store);
  await step('claim 100', () => claimAndRelease(dispatch));
  await deliverSome(dispatch, 'deliver');
  await step('claim 100', () => claimAndRelease(dispatch));
  if (postgres) {
    const dump = await holdSnapshot(postgres.url);
    await deliverSome(dispatch, 'deliver during a dump');
    await step('claim 100 during a dump', () => claimAndRelease(dispatch));
    await dump.close();
    await printSizes(store);
  }
  await step('settle the rest by SQL', () =>
    store.transaction(async (db) => {
      await sql`update deliveries set state = 'accepted', attempts = 1, first_attempt_at = 2, updated_at = 2
        where state = 'planned'`.execute(db);
    }),
  );
  await step('claim when all is settled', () => claimAndRelease(dispatch));
  await readEverything(dispatch, 'before vacuum');
  if (postgres)
    await step('vacuum', () => store.read((db) => sql.raw('vacuum (analyze) deliveries').execute(db)));
  await printSizes(store);
  await readEverything(dispatch, 'after vacuum');
  await step('forget the addresses', () => forgetAddresses(store, Date.now() + 1));
  if (postgres)
    await step('vacuum', () => store.read((db) => sql.raw('vacuum (analyze) deliveries').execute(db)));
  await printSizes(store);
} finally {
  await store.close();
  await postgres?.stop();
  await rm(folder, { recursive: true });
}

async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await work();
  const took = performance.now() - start;
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`${name.padEnd(40)} ${took.toFixed(1).padStart(10)} ms   peak ${peak.toFixed(0)} MB`);
  return result;
}

async function claimAndRelease(dispatch: number): Promise<void> {
  const epoch = await beginEpoch(store, Date.now());
  await step('  the claim itself', () =>
    claim(store, {
      dispatch,
      epoch,
      now: Date.now(),
      limit: 100,
      lease: 30_000,
      maxAge: 1e9,
      except: [],
      inHand: [],
    }),
  );
  await endEpoch(store, { dispatch, epoch, now: Date.now() });
}

async function deliverSome(dispatch: number, name: string): Promise<void> {
  const controller = new AbortController();
  let accepted = 0;
  let marks = performance.now();
  const part = delivered / 5;
  await step(`${name} ${delivered}`, () =>
    deliver({
      store,
      dispatch,
      transport: {
        ...nullTransport,
        async connect() {
          const connection = await nullTransport.connect();
          return {
            ...connection,
            usable: true,
            async write(message) {
              accepted += 1;
              if (accepted % part === 0) {
                const now = performance.now();
                console.log(`  ${name}: ${((part / (now - marks)) * 1000).toFixed(0)} messages/s`);
                marks = now;
              }
              if (accepted >= delivered) controller.abort();
              return connection.write(message);
            },
          };
        },
      },
      composerFor: (edition) => createComposer(edition, { links }),
      settings: { ...defaultDeliverySettings, messagesPerConnection: Number.POSITIVE_INFINITY },
      signal: controller.signal,
    }),
  );
}

/** A transaction that sees the database as it is now, as pg_dump does. */
async function holdSnapshot(databaseUrl: string) {
  const other = await openStore({ folder, databaseUrl });
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const held = other.transaction(async (db) => {
    await sql`set transaction isolation level repeatable read`.execute(db);
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(db);
    await sql`select count(*) from dispatches`.execute(db);
    await ended;
  });
  return {
    async close() {
      end();
      await held.catch(() => {});
      await other.close();
    },
  };
}

async function readEverything(dispatch: number, when: string): Promise<void> {
  const now = Date.now();
  await step(`settle the dispatch, ${when}`, () => settleDispatch(store, dispatch, now));
  await step(`open ends (each run), ${when}`, () => readOpenEnds(store, { transport: 'smtp', now }));
  await step(`status of the dispatch, ${when}`, () => readStatus(store, { dispatches: 1 }));
  await step(`metrics, ${when}`, () => measureLedger(store, { transport: 'smtp', now, open: [] }));
}
