import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram } from '../build-program.ts';
import { installEleventy, makeEleventy } from './make-eleventy.ts';
import { localesOf, makePublication } from './make-publication.ts';
import { type Measured, measure } from './measure.ts';

// Measures how long the archive of many issues takes: with a cold cache, without a change, and after a change
// of one article. Compares this with MJML alone, with sharp alone for the pictures, and with Eleventy. `node
// bench/archive/run.ts [issues] [--pictures]`
const count = Number(process.argv[2] ?? 2000);
const pictures = process.argv.includes('--pictures');
const home = join(import.meta.dirname, '../..');
const cli = buildProgram();
const folder = await mkdtemp(join(tmpdir(), 'courant-bench-'));
try {
  const root = join(folder, 'publication');
  await makePublication(home, root, count, { pictures });
  const slugs = (await readdir(join(root, 'content'))).filter((name) => name !== 'logo.svg').sort();
  const locales = await localesOf(root);
  const [locale = ''] = locales;
  console.log(
    `${count} issues in ${locales.length} languages, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
  );

  const sample = slugs.slice(0, 150);
  const editions = count * locales.length;
  const file = join(folder, 'editions.json');
  const script = (name: string, ...args: readonly string[]) =>
    measure(process.execPath, [join(import.meta.dirname, name), ...args], root);
  const warm = JSON.parse((await script('bare-mjml.ts', home, root, file, ...sample)).output) as {
    clock: number;
    cpu: number;
  };
  const peer = { warm: (warm.clock * editions) / 1000, cold: 0 };
  console.log(
    `MJML alone, warm: ${warm.clock.toFixed(1)} ms an edition, ${peer.warm.toFixed(1)} s for ${editions} on one core ` +
      `(${((warm.cpu * editions) / 1000).toFixed(1)} s of its time)`,
  );
  const whole = await script('cold-mjml.ts', file, String(editions));
  peer.cold = whole.seconds;
  show(`MJML alone, a whole process for ${editions}`, whole);
  const archive = () => measure(process.execPath, [cli, 'archive', '--json'], root);
  const cold = await archive();
  show('cold', cold);
  if (pictures) {
    const { output } = await script('bare-pictures.ts', root);
    const { seconds, files } = JSON.parse(output) as { seconds: number; files: number };
    peer.warm += seconds;
    peer.cold += seconds;
    console.log(`sharp alone: ${seconds.toFixed(1)} s for ${files} files on all cores`);
  }
  for (const [how, seconds] of Object.entries(peer))
    console.log(
      `cold, compared with ${pictures ? 'MJML and sharp' : 'MJML'} alone (${how}): ` +
        `${(cold.seconds / seconds).toFixed(2)}, ${(cold.seconds - seconds).toFixed(2)} s more`,
    );
  show('no change', await archive());
  for (const time of ['first', 'second']) {
    await appendFile(join(root, 'content', slugs.at(-1) ?? '', `${locale}.yaml`), '# changed\n');
    show(`one article changed, ${time} time`, await archive());
  }
  await rm(join(root, '.courant'), { recursive: true });
  await rm(join(root, 'dist'), { recursive: true });

  const site = join(folder, 'eleventy');
  const pages = await makeEleventy(root, site);
  const eleventy = installEleventy(site);
  show(`Eleventy, ${pages} article pages alone`, await measure(process.execPath, [eleventy], site));
} finally {
  await rm(folder, { recursive: true, force: true });
}

function show(name: string, { seconds, cpu, memory, output }: Measured): void {
  const made = output.startsWith('{') ? (JSON.parse(output) as Record<string, unknown>) : {};
  const parts = [
    `${name}: ${seconds.toFixed(2)} s`,
    cpu !== undefined && `${cpu.toFixed(1)} s of core time`,
    memory !== undefined && `${Math.round(memory)} MB`,
    made['pages'] !== undefined &&
      `${made['pages']} pages, ${made['files']} files, ${Number(made['bytes']) / 1e6} MB`,
  ];
  console.log(parts.filter(Boolean).join('; '));
}
