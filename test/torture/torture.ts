import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { createRandom } from './random.ts';
import type { SenderOrder } from './sender.ts';
import { createTortureSink } from './sink.ts';
import { unlessAborted } from './unless-aborted.ts';
import { type Verdict, verify } from './verify.ts';

export interface TortureOptions {
  readonly seed: number;
  readonly messages: number;
  readonly processes: number;
  /** An empty folder, and an empty database when it is not the embedded one. */
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  /** About so many processes are killed, and half as many held up past their leases, spread over the messages. */
  readonly kills: number;
  /** How likely each trouble of the server is, from 0 to 1; 1 % when left out. */
  readonly faultRate?: number;
  readonly resendInDoubt?: boolean;
  /** Ends the torture, which then rejects with the reason. */
  readonly signal?: AbortSignal;
}

export interface TortureReport extends Verdict {
  readonly kills: number;
  readonly stops: number;
  readonly seconds: number;
}

const settings = {
  connections: 5,
  claimSize: 50,
  claimLease: 1_000,
  finalReplyTimeout: 2_000,
  replyTimeout: 2_000,
  // The server's bad days are no reason to stop here.
  breaker: {
    sameFailures: 1e6,
    graveFailures: 1e6,
    recipientFailures: 1e6,
    unknownAddresses: 1e6,
    unknownShare: 1,
  },
  slowDown: { first: 20, longest: 100 },
  retry: { first: 40, afterLoss: 20, longest: 400, maxAge: 600_000 },
} satisfies Partial<DeliverySettings>;

/** Longer than any lease, in ms: who is held up for so long is judged dead, and wakes up as a zombie. */
const stopFor = 2_500;
/** Nothing may take as long as this, in ms. */
const limit = 600_000;

/**
 * Sends to a real server with bad days, from real processes that are killed and held up at moments that the seed
 * decides, until the ledger is settled. Then holds what the server kept against what the ledger says.
 */
export async function runTorture(options: TortureOptions): Promise<TortureReport> {
  const {
    seed,
    messages,
    processes,
    folder,
    databaseUrl,
    faultRate = 0.01,
    resendInDoubt = false,
    signal,
  } = options;
  const random = createRandom(seed);
  const sink = await createTortureSink({
    random: createRandom(seed + 1),
    faultRate,
    longestDelay: 4,
    hangFor: 2_500,
  });
  const store = await openStore({ folder, databaseUrl });
  const children = new Set<ChildProcess>();
  const startedAt = performance.now();
  let kills = 0;
  let stops = 0;
  let finished = false;
  try {
    await addSubscribers(
      store,
      Array.from({ length: messages }, (_, i) => `reader${i}@domain${i % 7}.example.org,nl`),
    );
    const dispatch = await planned(store);
    const order: SenderOrder = { folder, databaseUrl, smtpUrl: sink.url, dispatch, settings, resendInDoubt };

    /** One place at work: a process is started there again and again until one comes to the end. */
    const work = async () => {
      while (!finished && performance.now() - startedAt < limit) {
        const child = spawn(process.execPath, [senderFile, JSON.stringify(order)], {
          // It ends when this process does.
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        });
        children.add(child);
        const [code, signal] = await once(child, 'exit');
        children.delete(child);
        if (code === 0) finished = true;
        else if (signal !== 'SIGKILL' && code !== 3)
          throw new Error(`A sender ended with ${code ?? signal}.`);
      }
    };
    /** Strikes each time when the server has kept so many more, in the middle of whatever happens then. */
    const harass = async () => {
      const step = messages / (options.kills * 1.5 + 1);
      for (let next = step; !finished; next += step * (0.3 + random() * 1.4)) {
        while (sink.total < next && !finished) await sleep(1);
        await sleep(random() * 10);
        const child = [...children][Math.floor(random() * children.size)];
        if (finished || !child) continue;
        if (random() < 0.33) {
          stops++;
          child.kill('SIGSTOP');
          void sleep(stopFor).then(() => child.kill('SIGCONT'));
        } else {
          kills++;
          child.kill('SIGKILL');
        }
      }
    };
    await unlessAborted(signal, Promise.all([harass(), ...Array.from({ length: processes }, work)]));
    const verdict = await verify(store, sink.kept, {
      issues: 1,
      editions: 2,
      inDoubtAtMost: settings.connections * (kills + stops) + sink.silent,
    });
    return { ...verdict, kills, stops, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    finished = true;
    for (const child of children) child.kill('SIGKILL');
    await store.close();
    await sink.close();
  }
}

const senderFile = new URL('./sender.ts', import.meta.url).pathname;
