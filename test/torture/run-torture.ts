/**
 * `npm run torture [messages] [seed] [part]`: both stores with one process and three (part `deliver`), four
 * `courant work` processes (part `work`), and the controls that must fail. Exits with 1 if a promise was
 * broken, or if a control did not break one. A signal ends everything that it has started.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../store/support/postgres-server.ts';
import { runTorture } from './torture.ts';
import { tortureWork } from './torture-work.ts';
import type { Verdict } from './verify.ts';

const messages = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? 1);
const part = process.argv[4];
const kills = Math.max(4, Math.round(messages / 1_000));
const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    console.error(`${name} ended the torture.`);
    interruption.abort();
  });

try {
  if (part !== 'work') {
    for (const kind of ['sqlite', 'postgres'] as const)
      for (const processes of [1, 3]) await deliver(kind, processes, false);
    await deliver('sqlite', 1, true);
  }
  if (part !== 'deliver') {
    await work(false);
    await work(true);
  }
} catch (error) {
  if (!signal.aborted) throw error;
  process.exit(1);
}

async function deliver(
  kind: 'sqlite' | 'postgres',
  processes: number,
  resendInDoubt: boolean,
): Promise<void> {
  signal.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'courant-torture-'));
  const postgres = kind === 'postgres' ? await startPostgres([]) : undefined;
  try {
    const report = await runTorture({
      seed,
      messages,
      processes,
      folder,
      databaseUrl: postgres?.url,
      kills,
      resendInDoubt,
      signal,
    });
    const blows = `${report.kills} killed, ${report.stops} stopped`;
    print(`${kind}, ${processes} at once`, report, { resendInDoubt, blows });
  } finally {
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function work(resendInDoubt: boolean): Promise<void> {
  signal.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'courant-torture-'));
  const postgres = await startPostgres([]);
  try {
    const readers = Math.ceil(messages / 5);
    const report = await tortureWork({ seed, readers, folder, postgres, blows: 20, resendInDoubt, signal });
    const blows = Object.entries(report.blows).map(([kind, times]) => `${kind} ${times}`);
    print('four workers', report, { resendInDoubt, blows: blows.join(', ') });
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function print(
  name: string,
  report: Verdict & { readonly seconds: number },
  { resendInDoubt, blows }: { resendInDoubt: boolean; blows: string },
): void {
  const { accepted, uncertain, twice, complaints, seconds } = report;
  const isKept = (complaints.length === 0) !== resendInDoubt;
  if (!isKept) process.exitCode = 1;
  console.log(
    `${isKept ? 'ok    ' : 'BROKEN'} ${resendInDoubt ? 'control ' : ''}${name}: ` +
      `${accepted} accepted, ${uncertain} uncertain, ${twice} twice; ${blows}; ${seconds.toFixed(1)} s`,
  );
  for (const complaint of complaints.slice(0, 5)) console.log(`       ${complaint}`);
}
