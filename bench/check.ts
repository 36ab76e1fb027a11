import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localesOf, makePublication } from './archive/make-publication.ts';
import { type Measured, measure } from './archive/measure.ts';
import { buildProgram } from './build-program.ts';

// Measures how long a check of many issues takes: without kept results, without a change, and after a change
// of one article. `node bench/check.ts [issues]`
const count = Number(process.argv[2] ?? 100);
const home = join(import.meta.dirname, '..');
const cli = buildProgram();
const folder = await mkdtemp(join(tmpdir(), 'courant-bench-'));
try {
  await makePublication(home, folder, count, { pictures: false });
  const locales = await localesOf(folder);
  const [slug = ''] = await readdir(join(folder, 'content'));
  console.log(`${count} issues in ${locales.length} languages`);
  const check = () => measure(process.execPath, [cli, 'check', '--json'], folder);
  await check(); // The first start fills Node's compile cache, so that it does not distort the measurement.
  await rm(join(folder, '.courant/cache/check.json'));
  show('nothing kept', await check());
  show('no change', await check());
  await appendFile(join(folder, 'content', slug, `${locales[0]}.yaml`), '# changed\n');
  show('one article changed', await check());
} finally {
  await rm(folder, { recursive: true, force: true });
}

function show(name: string, { seconds, cpu, memory, output }: Measured): void {
  const { editions } = JSON.parse(output) as { readonly editions: number };
  const parts = [`${name}: ${seconds.toFixed(2)} s`, cpu !== undefined && `${cpu.toFixed(1)} s of core time`];
  const peak = memory !== undefined && `${Math.round(memory)} MB`;
  console.log([...parts, peak, `${editions} editions`].filter(Boolean).join('; '));
}
