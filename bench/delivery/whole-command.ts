import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../pipeline/store/open-store.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { openSuppressionList } from '../../pipeline/subscribers/open-suppression-list.ts';
import { buildProgram } from '../build-program.ts';
import { createReader } from './readers.ts';
import type { Signing } from './signing.ts';
import { startSink } from './start-sink.ts';
import { watchTree } from './watch-tree.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const issue = '2026-11-19-november';

/** What a whole `courant send` took, with the processes that it started. */
type Usage = ReturnType<ReturnType<typeof watchTree>> & {
  /** In seconds. */
  readonly time: number;
};

/**
 * Runs `courant send` as a person does who installed the published package, with its start, its check, its plan
 * and its ledger, to one reader and to `readers`. The run to one reader shows what the start costs.
 */
export async function measureWholeCommand(readers: number, rounds: number, signing: Signing): Promise<void> {
  console.log(`\nThe whole command \`courant send\`, the median of ${rounds} runs`);
  console.log(
    '                        seconds   processor    messages/s   CPU/message     peak   shared once    bytes   cores busy',
  );
  const cli = buildProgram();
  await row('1 reader', 1);
  await row(`${readers} readers`, readers);
  await row('the same, signed', readers, signing.dkim);

  async function row(name: string, count: number, dkim?: Signing['dkim']): Promise<void> {
    const usages: Usage[] = [];
    let bytes = 0;
    for (let round = 0; round < rounds; round++) {
      const sink = await startSink();
      usages.push(await sendTo(cli, sink.port, count, dkim));
      const state = await sink.read();
      sink.stop();
      if (state.accepted !== count) throw new Error(`Only ${state.accepted} of ${count} messages arrived.`);
      bytes = state.bytes / count;
    }
    const [time = 0, cpu = 0, peak = 0, shared = 0] = (['time', 'cpu', 'peak', 'peakShared'] as const).map(
      (name) => usages.map((usage) => usage[name]).toSorted((a, b) => a - b)[usages.length >> 1],
    );
    console.log(
      name.padEnd(22) +
        time.toFixed(2).padStart(9) +
        `${cpu.toFixed(0)} ms`.padStart(12) +
        (count / time).toFixed(0).padStart(14) +
        `${((cpu * 1000) / count).toFixed(0)} µs`.padStart(14) +
        `${peak.toFixed(0)} MB`.padStart(9) +
        `${shared.toFixed(0)} MB`.padStart(14) +
        bytes.toFixed(0).padStart(9) +
        `${(cpu / time / 10 / availableParallelism()).toFixed(0)} %`.padStart(13),
    );
  }
}

async function sendTo(
  cli: string,
  port: number,
  readers: number,
  dkim: Signing['dkim'] | undefined,
): Promise<Usage> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-whole-'));
  try {
    for (const name of ['newsletter.yaml', 'content', 'locales', 'themes', 'templates'])
      await cp(join(repository, name), join(folder, name), { recursive: true });
    const signed = dkim ? `\n  dkim:\n    domain: ${dkim.domain}\n    selector: ${dkim.selector}` : '';
    await appendFile(join(folder, 'newsletter.yaml'), `\ndelivery:\n  connections: 10${signed}\n`);
    await fill(join(folder, '.courant'), readers);
    const start = performance.now();
    const child = spawn(
      process.execPath,
      [cli, ...['send', issue, '--yes', '--skip-public-check', '--root', folder]],
      {
        env: {
          PATH: process.env['PATH'],
          SMTP_URL: `smtp://127.0.0.1:${port}`,
          COURANT_SECRET: 'a secret for the benchmark and for nothing else'.repeat(2),
          ...(dkim && { DKIM_PRIVATE_KEY: dkim.privateKey }),
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const used = watchTree(child.pid ?? 0);
    const [code] = await once(child, 'exit');
    const usage = used();
    const time = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(`The command ended with ${code}.`);
    return { time, ...usage };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function fill(folder: string, readers: number): Promise<void> {
  const store = await openStore({ folder });
  const suppressions = await openSuppressionList(store);
  const rows = Array.from({ length: readers }, (_, number) => {
    const { address, name } = createReader(number);
    return `${address},"${name}",${number % 2 === 0 ? 'nl' : 'en'}`;
  });
  const bytes = Buffer.from(['address,name,locale', ...rows].join('\n'));
  await importSubscribers(store, { bytes, file: 'readers.csv', source: 'import', suppressions });
  await store.close();
}
