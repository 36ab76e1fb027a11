import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../test/browser/launch.ts';
import { findViolations } from '../../test/browser/open-page.ts';
import { sidebar } from './sidebar.ts';
import { siteBase } from './site-base.ts';

/**
 * Opens every page of the built site in a browser, or those that are named (`/start`), on a phone and on a
 * desktop, light and dark. Prints what axe-core finds, requests that fail, and pages that are wider than the screen.
 */
const folder = join(import.meta.dirname, '../../dist-docs');
const chosen = process.argv.slice(2);
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
let count = 0;
try {
  const page = await browser.newPage();
  let at = '';
  const report = (text: string) => {
    count += 1;
    console.log(`${at}: ${text}`);
  };
  page.on(
    'response',
    (response) => response.status() >= 400 && report(`${response.status()} ${response.url()}`),
  );
  page.on('pageerror', (error) => report(error.message));
  for (const link of chosen.length > 0
    ? chosen
    : sidebar.flatMap(({ items }) => items.map((item) => item.link))) {
    at = link;
    await open(page, link);
    for (const { width, colorScheme } of screens) {
      at = `${link} (${width}, ${colorScheme})`;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      for (const violation of await findViolations(page)) report(violation);
      const needed = Number(await page.evaluate('document.documentElement.scrollWidth'));
      if (needed > width) report(`needs ${needed} pixels`);
    }
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${count} findings`);
process.exitCode = count > 0 ? 1 : 0;

async function open(page: Page, link: string): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const file = `${link.slice(1).replace(/(^|\/)$/, '$1index')}.html`;
  await page.goto(`http://127.0.0.1:${port}${siteBase}${file}`, { waitUntil: 'load' });
  // Until Vue has taken over, the colours do not follow the screen.
  await page.waitForFunction("document.querySelector('#app').__vue_app__ !== undefined");
}

/** The file of an address below the base. */
function fileFor(url: string): string | undefined {
  const { pathname } = new URL(url, 'http://localhost');
  if (!pathname.startsWith(siteBase)) return undefined;
  const path = join(folder, normalize(`/${decodeURIComponent(pathname.slice(siteBase.length))}`));
  return existsSync(path) && statSync(path).isFile() ? path : undefined;
}
