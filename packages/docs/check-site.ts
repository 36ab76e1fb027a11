import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../test/browser/launch.ts';
import { findViolations } from '../../test/browser/open-page.ts';
import { sidebar } from './sidebar.ts';

/**
 * Opens every page of the built site in a browser, on a phone and on a desktop, light and dark, and prints what
 * axe-core finds, requests that fail, and pages that are wider than the screen.
 */
const folder = join(import.meta.dirname, '../../dist-docs');
const base = `${process.env['DOCS_BASE'] ?? ''}/`.replace(/^\/*/, '/').replace(/\/+$/, '/');
const screens = [
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

if (!existsSync(join(folder, 'index.html'))) throw new Error('There is no site. Run "npm run docs" first.');
const server = createServer((request, response) => {
  const path = fileFor(request.url ?? '/');
  if (path === undefined) response.writeHead(404).end();
  else createReadStream(path).pipe(response.setHeader('content-type', types[extname(path)] ?? 'text/html'));
}).listen(0, '127.0.0.1');
const browser = await launchBrowser();
try {
  const findings: string[] = [];
  for (const screen of screens) findings.push(...(await checkOn(browser, screen)));
  for (const finding of findings) console.log(finding);
  console.log(`${sidebar.flatMap(({ items }) => items).length} pages, ${findings.length} findings`);
  process.exitCode = findings.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  server.close();
}

async function checkOn(
  browser: Browser,
  { width, colorScheme }: (typeof screens)[number],
): Promise<string[]> {
  const { port } = server.address() as AddressInfo;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const findings: string[] = [];
  let at = '';
  const report = (text: string) => findings.push(`${at} (${width}, ${colorScheme}): ${text}`);
  page.on(
    'response',
    (response) => response.status() >= 400 && report(`${response.status()} ${response.url()}`),
  );
  page.on('pageerror', (error) => report(error.message));
  for (const { link } of sidebar.flatMap(({ items }) => items)) {
    at = link;
    await page.goto(`http://127.0.0.1:${port}${base}${link.slice(1).replace(/(^|\/)$/, '$1index')}.html`);
    await page.waitForLoadState('networkidle');
    for (const violation of await findViolations(page)) report(violation);
    const needed = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (needed > width) report(`is ${needed} pixels wide`);
  }
  await context.close();
  return findings;
}

/** The file of an address below the base. */
function fileFor(url: string): string | undefined {
  const { pathname } = new URL(url, 'http://localhost');
  if (!pathname.startsWith(base)) return undefined;
  const path = join(folder, normalize(`/${decodeURIComponent(pathname.slice(base.length))}`));
  return existsSync(path) && statSync(path).isFile() ? path : undefined;
}
