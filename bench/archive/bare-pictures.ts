import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { listFiles } from '../../pipeline/site/list-files.ts';

// Measures how long sharp alone needs for the pictures of a site: node bare-pictures.ts <publication>. It
// decodes each picture once, makes a file of each format and size that the site has, with the same options,
// and writes it. All cores work at the same time. Prints the seconds, and the number of files.

interface Wanted {
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

const encode: Record<string, (picture: Sharp) => Sharp> = {
  png: (picture) => picture.png({ compressionLevel: 9, palette: true, effort: 1, dither: 0 }),
  webp: (picture) => picture.webp({ quality: 88, effort: 2 }),
  jpg: (picture) => picture.flatten({ background: '#ffffff' }).jpeg({ quality: 82 }),
};

const [root = ''] = process.argv.slice(2);
const site = join(root, 'dist/pictures');
const wanted = new Map<string, Wanted[]>();
for (const path of listFiles(site)) {
  const type = path.split('.').at(-1) ?? '';
  const { width, height } = await sharp(join(site, path)).metadata();
  const original = join(root, 'content', path.replace(/-[0-9a-f]{10}\.\w+$/, '.svg'));
  wanted.set(original, [...(wanted.get(original) ?? []), { type, width, height }]);
}

const folder = await mkdtemp(join(tmpdir(), 'courant-pictures-'));
sharp.concurrency(1);
let made = 0;
const started = performance.now();
const queue = [...wanted];
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await makeAll(...next);
  }),
);
const seconds = (performance.now() - started) / 1000;
await rm(folder, { recursive: true });
console.log(JSON.stringify({ seconds, files: made }));

async function makeAll(original: string, files: readonly Wanted[]): Promise<void> {
  const bytes = await readFile(original);
  const widest = Math.max(...files.map(({ width }) => width));
  const { width: own } = await sharp(bytes).metadata();
  const drawn = sharp(bytes, { density: (72 * widest) / own }).resize({ width: widest });
  const { data, info } = await drawn.raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  for (const { type, width, height } of files) {
    const sized = sharp(data, { raw }).resize({ width, height, position: 'attention' });
    await encode[type]?.(sized).toFile(join(folder, `${made++}.${type}`));
  }
}
