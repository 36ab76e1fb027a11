/**
 * `npm run torture [messages] [seed]`: both stores, one process and three, and the control that must fail.
 * Exits with 1 when a promise was broken, or when the control did not break one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../store/support/postgres-server.ts';
import { runTorture } from './torture.ts';

const messages = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? 1);
const kills = Math.max(4, Math.round(messages / 1_000));

for (const kind of ['sqlite', 'postgres'] as const)
  for (const processes of [1, 3]) await run(kind, processes, false);
await run('sqlite', 1, true);

async function run(kind: 'sqlite' | 'postgres', processes: number, resendInDoubt: boolean): Promise<void> {
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
    });
    const kept = (report.complaints.length === 0) !== resendInDoubt;
    if (!kept) process.exitCode = 1;
    console.log(
      `${kept ? 'ok    ' : 'BROKEN'} ${resendInDoubt ? 'control ' : ''}${kind}, ${processes} at once: ` +
        `${report.accepted} accepted, ${report.uncertain} uncertain, ${report.twice} twice; ` +
        `${report.kills} killed, ${report.stops} held up; ${report.seconds.toFixed(1)} s`,
    );
    for (const complaint of report.complaints.slice(0, 5)) console.log(`       ${complaint}`);
  } finally {
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
