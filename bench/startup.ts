import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram } from './build-program.ts';

/**
 * Measures starting times: of Node alone, of the command line's help, and of the main job on this
 * repository's own publication, for the first time and again. Each figure is the median of several runs.
 */
const home = fileURLToPath(new URL('../', import.meta.url));
const cli = buildProgram();
const rounds = 7;

function time(args: readonly string[], cwd = home): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}.`);
  return performance.now() - start;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

const bare: number[] = [];
const help: number[] = [];
const first: number[] = [];
const again: number[] = [];
for (let round = 0; round < rounds; round++) {
  bare.push(time(['-e', '0']));
  help.push(time([cli, '--help']));
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  cpSync(join(home, 'content'), join(folder, 'content'), { recursive: true });
  cpSync(join(home, 'newsletter.yaml'), join(folder, 'newsletter.yaml'));
  first.push(time([cli, 'run'], folder));
  again.push(time([cli, 'run'], folder));
  rmSync(folder, { recursive: true });
}
const base = median(bare);
const show = (name: string, values: number[]) => {
  const value = median(values);
  console.log(
    `${name.padEnd(28)} ${value.toFixed(0).padStart(6)} ms   ${(value / base).toFixed(1).padStart(5)} x bare`,
  );
};
console.log(`medians of ${rounds}, Node ${process.version}`);
show('node -e 0', bare);
show('courant --help', help);
show('courant run, the first time', first);
show('courant run, again', again);
