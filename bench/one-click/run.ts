import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { load } from './load.ts';

// Measures one-click unsubscriptions per second: of the whole server, and of a minimal handler in the same
// framework with one durable INSERT. Each server runs in a separate process, and so does the client.
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, requests: { type: 'string', default: '2000' } },
});
const rounds = Number(values.rounds);
const requests = Number(values.requests);

for (const connections of [1, 8, 32]) {
  const rates = { bare: [] as number[], courant: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const bare = await start('serve-bare.ts');
    rates.bare.push(await load(bare.port, Array(requests).fill(bare.paths[0]), connections));
    bare.stop();
    const courant = await start('serve-courant.ts', String(requests));
    rates.courant.push(await load(courant.port, courant.paths, connections));
    courant.stop();
  }
  const [bare, courant] = [median(rates.bare), median(rates.courant)];
  process.stdout.write(
    `${String(connections).padStart(3)} connections: bare ${bare.toFixed(0)}/s, Courant ${courant.toFixed(0)}/s, ratio ${(courant / bare).toFixed(2)}\n`,
  );
}

async function start(file: string, ...args: string[]) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  const [ready] = (await once(child, 'message')) as [{ port: number; paths: string[] }];
  return { ...ready, stop: () => child.disconnect() };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
