import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../test/browser/launch.ts';

// Measures the time from a save to the screen. A file is written as an editor writes it, and the clock stops
// one animation frame after an open view shows the change. Two editions are open side by side.

const home = join(import.meta.dirname, '..');
const slug = '2026-05-07-bridges';
const rounds = Number(process.argv[2] ?? 15);

/** A kind of save: the file, and the text that is written into it for a token. */
interface Save {
  readonly name: string;
  readonly file: string;
  readonly change: (text: string, token: string) => string;
}

const saves: readonly Save[] = [
  {
    name: 'an article',
    file: `content/${slug}/en.yaml`,
    change: (text, token) => text.replace(/^headline: .*$/m, `headline: ${token}`),
  },
  {
    name: 'a translation',
    file: `content/${slug}/nl.yaml`,
    change: (text, token) => text.replace(/^byline: .*$/m, `byline: ${token}`),
  },
  {
    name: 'an interface text',
    file: 'locales/en/email.json',
    change: (text, token) => text.replace(/"greeting": "[^"]*"/, `"greeting": "${token},"`),
  },
  {
    name: 'a template',
    file: 'templates/email/parts/opening.mjml.hbs',
    change: (text, token) => text.replace(/<h1>[^{]*\{/, `<h1>${token} {`),
  },
  {
    name: 'the configuration',
    file: 'newsletter.yaml',
    change: (text, token) => text.replace(/^name: .*$/m, `name: ${token}`),
  },
];

/** Resolves with the time at which the token is on the screen. */
const watch = `(token) => new Promise((resolve) => {
  const shows = () => [...document.querySelectorAll('edition-frame iframe')].some(
    (frame) => frame.contentDocument?.body?.textContent.includes(token));
  const look = () => (shows() ? requestAnimationFrame(() => resolve(Date.now())) : requestAnimationFrame(look));
  look();
})`;

const root = await mkdtemp(join(tmpdir(), 'courant-opened-'));
await cp(join(home, 'content'), join(root, 'content'), { recursive: true });
await cp(join(home, 'locales'), join(root, 'locales'), { recursive: true });
await mkdir(join(root, 'templates/email/parts'), { recursive: true });
const opening = 'templates/email/parts/opening.mjml.hbs';
await cp(join(home, opening), join(root, opening));
await cp(join(home, 'newsletter.yaml'), join(root, 'newsletter.yaml'));

const browser = await launchBrowser();
const begun = Date.now();
const studio = spawn(process.execPath, [
  join(home, 'pipeline/cli.ts'),
  '--root',
  root,
  'studio',
  '--port',
  '0',
  '--no-open',
]);
try {
  const url = await firstLine(studio.stdout);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}issue/${slug}/preview`);
  for (const at of [0, 1]) {
    await page.frameLocator('edition-frame iframe').nth(at).locator('h1').waitFor();
  }
  console.log(`from the command to both editions: ${Date.now() - begun} ms`);
  await page.waitForTimeout(1500);
  console.log(`load ${loadavg()[0]?.toFixed(1)}`);
  for (const save of saves) report(save.name, await measure(page, save));
} finally {
  await browser.close();
  studio.kill('SIGTERM');
  await rm(root, { recursive: true, force: true });
}

async function measure(page: Page, { name, file, change }: Save): Promise<number[]> {
  const path = join(root, file);
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const token = `Token${saves.findIndex((each) => each.name === name)}x${round}x`;
    const text = change(await readFile(path, 'utf8'), token);
    const shown = page.evaluate(`(${watch})(${JSON.stringify(token)})`) as Promise<number>;
    await page.waitForTimeout(150);
    const start = Date.now();
    await writeFile(path, text);
    const time = (await shown) - start;
    // The first save of each kind only warms up.
    if (round > 0) times.push(time);
    await page.waitForTimeout(250);
  }
  return times.sort((a, b) => a - b);
}

function report(name: string, times: readonly number[]): void {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  console.log(`${name.padEnd(18)} median ${at(0.5)} ms, 90 % ${at(0.9)} ms, least ${times[0]} ms`);
}

function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => stream.once('data', (data: Buffer) => resolve(String(data).trim())));
}
