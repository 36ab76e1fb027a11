import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../test/browser/launch.ts';
import { makePublication } from '../archive/make-publication.ts';
import { buildProgram } from '../build-program.ts';
import { frames, type Seen, untilPreview, untilStates, watch } from './in-page.ts';
import { openStudio } from './open-studio.ts';
import { opening, type Save, saves } from './saves.ts';

// Measures the studio in a real browser: the time from the command to the first preview, the time until the
// states of all issues are shown, and the time from a save to the screen: `node bench/studio/run.ts [issues]
// [rounds]`. A file is written as an editor writes it, and the clock stops one animation frame after an open
// view shows the change. Two editions are open side by side. The first part has the issues of this
// publication, and the second part has many.

const window = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' };
const home = join(import.meta.dirname, '../..');
const cli = buildProgram();
const [many = 500, rounds = 15] = process.argv.slice(2).map(Number);
console.log(`${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}`);
const folder = await mkdtemp(join(tmpdir(), 'courant-studio-'));
const browser = await launchBrowser();
try {
  for (const count of [0, many]) await measureStudio(browser, join(folder, String(count)), count);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

/** Measures a publication with this many issues; 0 for those of this repository. */
async function measureStudio(browser: Browser, root: string, count: number): Promise<void> {
  if (count > 0) await makePublication(home, root, count, { pictures: false });
  else await cp(join(home, 'content'), join(root, 'content'), { recursive: true });
  await cp(join(home, 'locales'), join(root, 'locales'), { recursive: true });
  await mkdir(join(root, 'templates/email/parts'), { recursive: true });
  for (const path of [opening, 'newsletter.yaml']) await cp(join(home, path), join(root, path));
  const slugs = (await readdir(join(root, 'content'))).filter((name) => /^\d/.test(name)).sort();
  const slug = count > 0 ? (slugs.at(-1) ?? '') : '2026-05-07-bridges';
  console.log(`\n${slugs.length} issues`);

  await measureStart(browser, root, slug, slugs.length, 'the first start, with an empty cache');
  await measureStart(browser, root, slug, slugs.length, 'the next start');
  const studio = await openStudio(cli, root);
  const page = await browser.newPage(window);
  try {
    await showPreview(page, studio.url, slug);
    await page.evaluate(`(${untilStates})(${slugs.length})`);
    const frame = median((await page.evaluate(frames)) as number[]);
    console.log(`one frame of the browser takes ${frame.toFixed(0)} ms`);
    for (const save of saves) {
      const before = studio.usage().cpu;
      const times = await measureSave(page, root, slug, save, frame).catch((error: Error) => {
        console.log(`${save.name.padEnd(18)} ${error.message}`);
        process.exitCode = 1;
        return undefined;
      });
      const after = studio.usage().cpu;
      if (times) report(save, count > 0, times, before && after && ((after - before) * 1000) / (rounds + 1));
    }
    console.log(`memory: ${studio.usage().memory?.toFixed(0)} MB at most`);
  } finally {
    await page.close();
    await studio.stop();
  }
}

/** Measures the time from the command to the first preview, and to the states of all issues. */
async function measureStart(
  browser: Browser,
  root: string,
  slug: string,
  issues: number,
  name: string,
): Promise<void> {
  const studio = await openStudio(cli, root);
  const page = await browser.newPage(window);
  try {
    const ready = Date.now();
    await showPreview(page, studio.url, slug);
    const shown = Date.now();
    const { cpu } = studio.usage();
    await page.evaluate(`(${untilStates})(${issues})`);
    const read = Date.now();
    const { cpu: all, memory } = studio.usage();
    const since = (moment: number) => `${((moment - studio.startedAt) / 1000).toFixed(2)} s`;
    console.log(
      `${name}: address ${since(ready)}, preview ${since(shown)} (${cpu?.toFixed(1)} s of processor time), ` +
        `all states ${since(read)} (${all?.toFixed(1)} s), ${memory?.toFixed(0)} MB`,
    );
  } finally {
    await page.close();
    await studio.stop();
  }
}

async function showPreview(page: Page, url: string, slug: string): Promise<void> {
  await page.goto(`${url}issue/${slug}/preview`);
  await page.evaluate(untilPreview);
}

interface Times {
  readonly told: readonly number[];
  readonly shown: readonly number[];
}

async function measureSave(
  page: Page,
  root: string,
  slug: string,
  { name, file, change }: Save,
  frame: number,
): Promise<Times> {
  const path = join(root, file(slug));
  const times = { told: [] as number[], shown: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const token = `Token${saves.findIndex((each) => each.name === name)}x${round}x`;
    const text = change(await readFile(path, 'utf8'), token);
    const seen = page.evaluate(`(${watch})(${JSON.stringify(token)})`) as Promise<Seen>;
    // The save before ended with a frame, and the time to the next one differs from save to save.
    await page.waitForTimeout(150 + (frame * round) / (rounds + 1));
    const start = Date.now();
    await writeFile(path, text);
    const { told, shown } = await seen;
    // The first save of each kind only warms up.
    if (round > 0) times.told.push(told - start);
    if (round > 0) times.shown.push(shown - start);
    await page.waitForTimeout(250);
  }
  return times;
}

function report(
  { name, target }: Save,
  isMany: boolean,
  { told, shown }: Times,
  cpu: number | undefined,
): void {
  const sorted = shown.toSorted((a, b) => a - b);
  const ninth = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.9))];
  const limit = target[isMany ? 1 : 0];
  console.log(
    `${name.padEnd(18)} median ${median(shown)} ms (target ${limit}), 90 % ${ninth} ms, least ${sorted[0]} ms; ` +
      `the page is told after ${median(told)} ms; ${cpu?.toFixed(0)} ms of processor time`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
