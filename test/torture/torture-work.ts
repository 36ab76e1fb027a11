import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../pipeline/store/open-store.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { openSuppressionList } from '../../pipeline/subscribers/open-suppression-list.ts';
import type { startPostgres } from '../store/support/postgres-server.ts';
import { createRandom } from './random.ts';
import { createTortureSink } from './sink.ts';
import { unlessAborted } from './unless-aborted.ts';
import { type Verdict, verify } from './verify.ts';
import { startWorkers, type Workers } from './workers.ts';
import { writeHosts } from './write-hosts.ts';

export interface WorkTortureOptions {
  readonly seed: number;
  readonly readers: number;
  /** An empty folder. */
  readonly folder: string;
  readonly postgres: Awaited<ReturnType<typeof startPostgres>>;
  /** How many times something is killed, stopped or restarted. */
  readonly blows: number;
  /** The mistake that the harness must find: deliveries in doubt are sent again after a crash. */
  readonly resendInDoubt?: boolean;
  /** Ends the torture, which then rejects with the reason. */
  readonly signal?: AbortSignal;
}

export interface WorkTortureReport extends Verdict {
  /** How many blows there were of each kind. */
  readonly blows: Readonly<Record<string, number>>;
  readonly seconds: number;
}

const connections = 5;
/** Longer than a lease of a claim, in ms, so that other processes presume the stopped one dead. */
const stopFor = 35_000;
/** How long after its moment the first message of an issue may be sent when nothing is wrong, in ms. */
const latest = 30_000;
/** No part may take longer than this, in ms. */
const limit = 600_000;

/**
 * Two hosts with two `courant work` processes each send several issues to many readers, while processes are
 * killed and stopped, PostgreSQL is stopped in immediate mode, and a cron line starts `courant run` as well. All
 * of them sleep through the moment of one issue. After that, nothing is disturbed, and one more issue must be
 * sent on time. The seed determines the faults and their approximate times.
 */
export async function tortureWork(options: WorkTortureOptions): Promise<WorkTortureReport> {
  const { seed, readers, folder, postgres, resendInDoubt = false, signal } = options;
  const random = createRandom(seed);
  const sink = await createTortureSink({
    random: createRandom(seed + 1),
    faultRate: 0,
    longestDelay: 60,
    hangFor: 0,
  });
  const site = createServer((_, response) => response.end('here'));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  await mkdir(join(folder, 'mark'));
  const environment = {
    DATABASE_URL: postgres.url,
    SMTP_URL: sink.url,
    COURANT_SECRET: 'a secret for the torture and for nothing else',
    COURANT_SUPPRESSION_KEY: '5'.repeat(64),
    COURANT_MARK: join(folder, 'mark'),
  };
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const hosts = await writeHosts(folder, { url, connections, count: 2 });
  const store = await openStore({ folder: join(folder, 'harness'), databaseUrl: postgres.url });
  const startedAt = performance.now();
  let workers: Workers | undefined;
  try {
    return await unlessAborted(signal, torture());
  } finally {
    await workers?.stop();
    await store.close();
    await sink.close();
    site.close();
  }

  async function torture(): Promise<WorkTortureReport> {
    await addReaders(store, readers, environment.COURANT_SUPPRESSION_KEY);
    workers = startWorkers({
      roots: [...hosts.roots, ...hosts.roots],
      environment,
      beforeStart: () => (resendInDoubt ? sendAgain(store) : undefined),
    });
    await until(async () => (await count(store, 'first_runs')) > 0);
    const asleepAt = Date.now() + 70_000;
    await hosts.announce([
      ['one', Date.now() + 25_000],
      ['two', Date.now() + 30_000],
      ['three', Date.now() + 30_000],
      ['four', asleepAt],
    ]);
    const counts: Record<string, number> = {};
    const sleeping = sleepThrough(workers, asleepAt);
    await strike(workers, { ...options, random, counts });
    await sleeping;
    await until(() => isSettled(store, 4));
    const complaints = [...(resendInDoubt ? [] : await complainOfLast(store, hosts))];
    const crashes = Object.entries(counts).reduce((sum, [, times]) => sum + times, 0) + 4;
    const verdict = await verify(store, sink.kept, {
      issues: resendInDoubt ? 4 : 5,
      editions: 2,
      inDoubtAtMost: connections * crashes,
    });
    return {
      ...verdict,
      complaints: [...verdict.complaints, ...complaints, ...workers.complaints],
      blows: counts,
      seconds: (performance.now() - startedAt) / 1000,
    };
  }
}

/** Kills, stops or restarts something every few seconds. */
async function strike(
  workers: Workers,
  {
    blows,
    random,
    counts,
    postgres,
  }: WorkTortureOptions & { random: () => number; counts: Record<string, number> },
): Promise<void> {
  const kinds = ['machine', 'worker', 'run', 'stop', 'postgres', 'cron'] as const;
  for (let blow = 0; blow < blows; blow++) {
    await sleep(1_000 + random() * 7_000);
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'machine';
    counts[kind] = (counts[kind] ?? 0) + 1;
    const place = Math.floor(random() * workers.count);
    if (kind === 'machine') workers.signal(place, 'SIGKILL', { worker: true, run: true });
    if (kind === 'worker') workers.signal(place, 'SIGKILL', { worker: true, run: false });
    if (kind === 'run') workers.signal(place, 'SIGKILL', { worker: false, run: true });
    if (kind === 'cron') void workers.runOnce(place);
    if (kind === 'stop') {
      const resume = workers.signal(place, 'SIGSTOP', { worker: true, run: true });
      void sleep(stopFor).then(resume);
    }
    if (kind === 'postgres') {
      await postgres.crash();
      // A run survives a restart, but not a longer failure.
      await sleep(random() < 0.3 ? 15_000 : random() * 4_000);
      await postgres.start();
    }
  }
}

/** Stops all workers before a moment, and lets them continue after it. */
async function sleepThrough(workers: Workers, moment: number): Promise<void> {
  await sleep(moment - Date.now() - 3_000);
  const resumes = Array.from({ length: workers.count }, (_, place) =>
    workers.signal(place, 'SIGSTOP', { worker: true, run: true }),
  );
  await sleep(moment - Date.now() + 3_000);
  for (const resume of resumes) resume();
}

/** Sends one more issue, with nothing in its way. It must begin on time, and no call may be left over. */
async function complainOfLast(
  store: Store,
  hosts: Awaited<ReturnType<typeof writeHosts>>,
): Promise<string[]> {
  const moment = Date.now() + 30_000;
  await hosts.announce([['five', moment]]);
  await until(() => isSettled(store, 5));
  const first = await store.read((db) =>
    db
      .selectFrom('deliveries')
      .innerJoin('dispatches', 'dispatches.id', 'deliveries.dispatch')
      .select(({ fn }) => fn.min('first_attempt_at').as('at'))
      .where('issue', '=', 'five')
      .executeTakeFirstOrThrow(),
  );
  const late = Number(first.at) - moment;
  return late > latest ? [`The last issue began ${late} ms after its moment.`] : [];
}

async function addReaders(store: Store, readers: number, key: string): Promise<void> {
  const rows = Array.from(
    { length: readers },
    (_, i) => `reader${i}@d${i % 7}.example.org,${i % 2 ? 'en' : 'nl'}`,
  );
  const { problems } = await importSubscribers(store, {
    bytes: Buffer.from(['address,locale', ...rows].join('\n')),
    file: 'readers.csv',
    source: 'import',
    suppressions: await openSuppressionList(store, { key }),
  });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
}

/** The mistake of the control. */
function sendAgain(store: Store): Promise<void> {
  return store
    .transaction(async (db) => {
      await db
        .updateTable('deliveries')
        .set({ state: 'planned', lease_until: 0 })
        .where('state', 'in', ['sending', 'uncertain'])
        .execute();
    })
    .catch(() => {});
}

async function isSettled(store: Store, issues: number): Promise<boolean> {
  if ((await count(store, 'dispatches')) < issues) return false;
  const open = await store.read((db) =>
    db
      .selectFrom('deliveries')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('state', 'in', ['planned', 'claimed', 'sending', 'deferred'])
      .executeTakeFirstOrThrow(),
  );
  return Number(open.count) === 0;
}

async function count(store: Store, table: 'first_runs' | 'dispatches'): Promise<number> {
  const row = await store.read((db) =>
    db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return Number(row.count);
}

/** Resolves when the condition holds. The database may be down in between. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + limit;
  while (!(await condition().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`It was not over after ${limit / 1000} s.`);
    await sleep(250);
  }
}
