import { createHash } from 'node:crypto';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { second } from '../foundation/time/durations.ts';
import type { Wait } from '../foundation/time/wait.ts';
import { convertStoreError } from '../store/convert-error.ts';
import type { Call, Calls } from './keep-working.ts';

interface CallOptions {
  readonly databaseUrl: string;
  readonly wait: Wait;
  /** Called when the database fails. The same message is not repeated until the database has worked again. */
  readonly onFailure: (message: string) => void;
  /** A clock that never goes back, in ms. */
  readonly elapsed?: () => number;
}

const queue = 'run';

/**
 * How often a waiting process checks for a call, in ms. This is also the longest delay before a dispatch
 * starts.
 */
const betweenQuestions = second;

/**
 * In seconds. A process that accepted a call and is silent for longer is presumed dead, and another one gets
 * the call.
 */
const heartbeat = 30;

/** A round takes at least this long before it reads the ledger, in ms. */
const startTime = 50;

/** How long a call for help stays open, in seconds. A process that is busy for longer is not needed. */
const helpRetention = 60;

/**
 * Distributes work between waiting processes on several machines with one PostgreSQL database, through
 * pg-boss. At each moment, one process gets a call. When it begins a dispatch, the others get a call to help.
 * The tables of pg-boss are in a schema beside that of the ledger. Fails with `store-unreachable` or `store-failed`.
 */
export async function openCalls(options: CallOptions): Promise<Calls> {
  try {
    return await connect(options);
  } catch (error) {
    throw convertStoreError(error, 'DATABASE_URL');
  }
}

async function connect(options: CallOptions): Promise<Calls> {
  const { databaseUrl, wait, onFailure, elapsed = () => performance.now() } = options;
  let last = '';
  const failed = (error: unknown) => {
    const { message } = error as Error;
    if (message !== last) onFailure(message);
    last = message;
  };
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'courant work',
    schema: `${await currentSchema(databaseUrl)}_duties`,
    max: 3,
    monitorIntervalSeconds: heartbeat,
    registerInstance: true,
    schedule: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', failed);
  await boss.start();
  await boss.createQueue(queue, {
    policy: 'short',
    heartbeatSeconds: heartbeat,
    expireInSeconds: 24 * 3600,
    retryLimit: 100,
    deleteAfterSeconds: 24 * 3600,
  });
  /** A lost call only causes a delay, so it must not stop the calling process. */
  const attempt = async (send: () => Promise<unknown>) => {
    try {
      await send();
      last = '';
    } catch (error) {
      failed(error);
    }
  };
  /** The earliest time at which the latest round of this process can have begun, by `elapsed`. */
  let ready = elapsed();
  return {
    callAt: (moment) =>
      attempt(() =>
        boss.send(queue, null, {
          startAfter: new Date(moment),
          singletonKey: `at ${moment}`,
          id: idOf(moment),
        }),
      ),
    callOthers: () =>
      attempt(async () => {
        const others = (await boss.getInstances()).filter(({ live }) => live).length - 1;
        for (let index = 0; index < others; index += 1) {
          const singletonKey = `help ${index}`;
          await boss.send(queue, { isHelp: true }, { singletonKey, retentionSeconds: helpRetention });
        }
      }),
    async next(signal) {
      try {
        while (!signal.aborted) {
          const call = await take(boss, attempt, () => elapsed() - ready);
          if (call !== undefined) return call;
          await wait(betweenQuestions, signal);
        }
        return undefined;
      } finally {
        ready = elapsed();
      }
    },
    async close() {
      boss.off('error', failed);
      // The connection may already be lost.
      boss.on('error', () => {});
      await boss.stop({ graceful: false, close: true });
    },
  };
}

/**
 * The id of the call at a moment, the same on all machines: a UUID of version 8 (RFC 9562, section 5.8). So a
 * machine that makes the call late does not start a second round, even if the first is over.
 */
function idOf(moment: number): string {
  const hex = createHash('sha256').update(String(moment)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type Attempt = (send: () => Promise<unknown>) => Promise<void>;

/**
 * Takes the next call. Drops a call for help that is older than the latest round of this process, because that
 * round has already helped: each machine that seemed to run gets a call, even if it has died.
 */
async function take(boss: PgBoss, attempt: Attempt, sinceRound: () => number): Promise<Call | undefined> {
  let call: Call | undefined;
  await attempt(async () => {
    const options = { includeMetadata: true } as const;
    const [job] = await boss.fetch<{ readonly isHelp?: boolean } | null>(queue, options);
    if (job === undefined) return;
    // Both times are from the clock of the database.
    const age = job.startedOn.getTime() - job.createdOn.getTime();
    if (job.data?.isHelp && age + startTime > sinceRound()) {
      await boss.complete(queue, job.id);
      return;
    }
    const beating = setInterval(() => attempt(() => boss.touch(queue, job.id)), (heartbeat * second) / 3);
    call = {
      isHelp: job.data?.isHelp ?? false,
      async end(isDone) {
        clearInterval(beating);
        await attempt(() => (isDone ? boss.complete(queue, job.id) : boss.fail(queue, job.id)));
      },
    };
  });
  return call;
}

/** The schema of the ledger: "public", or the one in the address. */
async function currentSchema(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'courant work' });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select current_schema() as name');
    return rows[0]?.name ?? 'public';
  } finally {
    await client.end();
  }
}
