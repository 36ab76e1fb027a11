import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Footprint } from './memory-of.ts';

const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(10_000, 100_000, 1_000_000);

process.stdout.write('   readers   planning  bare INSERT  messages/s       peak\n');
for (const readers of sizes) {
  const child = fork(fileURLToPath(new URL('memory-of.ts', import.meta.url)), [String(readers)]);
  const [{ planning, inserting, rate, peak }] = (await once(child, 'message')) as [Footprint];
  const cells = [
    String(readers).padStart(10),
    `${planning.toFixed(1)} µs`.padStart(10),
    `${inserting.toFixed(1)} µs`.padStart(12),
    rate.toFixed(0).padStart(11),
    `${peak.toFixed(0)} MB`.padStart(10),
  ];
  process.stdout.write(`${cells.join(' ')}\n`);
}
