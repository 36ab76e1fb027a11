import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../browser/launch.ts';
import { withFonts } from './with-fonts.ts';

// Takes the pictures that the documentation shows, of the studio, of two editions and of two themes: `npm run screenshots`.

const home = join(import.meta.dirname, '../..');
const pictures = join(home, 'docs/editor/pictures');
const slug = '2026-05-07-bridges';
const digest = '2026-11-19-november';
const wide = { width: 1440, height: 900 };

const views = [
  { name: 'preview', path: `/issue/${slug}/preview`, size: wide, dark: false },
  { name: 'preview-dark', path: `/issue/${slug}/preview?scheme=dark&width=phone`, size: wide, dark: true },
  { name: 'problem', path: '/issue/2023-07-06-coalition/preview', size: wide, dark: false },
  { name: 'desk', path: `/issue/${slug}/translate`, size: wide, dark: false },
  { name: 'desk-phone', path: `/issue/${slug}/translate`, size: { width: 390, height: 844 }, dark: true },
  { name: 'desk-texts', path: '/texts?namespace=email', size: wide, dark: false },
  { name: 'inbox', path: '/inbox', size: wide, dark: false },
  { name: 'dispatch', path: `/issue/${digest}/dispatch`, size: wide, dark: false },
  { name: 'compare', path: `/issue/${slug}/compare?with=2023-07-06-coalition`, size: wide, dark: false },
] as const;

const editions = [
  { name: 'edition-en-desktop-light', path: `en/${slug}`, size: { width: 760, height: 1040 }, dark: false },
  { name: 'edition-nl-phone-dark', path: `nl/${digest}`, size: { width: 390, height: 844 }, dark: true },
] as const;

const themes = ['magazine', 'bulletin'];

const root = await mkdtemp(join(tmpdir(), 'courant-pictures-'));
await cp(join(home, 'content'), join(root, 'content'), { recursive: true });
await cp(join(home, 'newsletter.yaml'), join(root, 'newsletter.yaml'));
await mkdir(pictures, { recursive: true });
await finished(courant('send', digest));
await finished(courant('archive'));
// Without its logo, each theme shows its own nameplate.
await edit('newsletter.yaml', 'theme:\n  logo: content/logo.svg\n', '');
await finished(courant('themes', digest));
await edit('newsletter.yaml', 'timeZone:', 'theme: { logo: content/logo.svg }\ntimeZone:');
for (const theme of themes) await putSideBySide(join(root, '.courant/themes', theme));
const studio = courant('studio', '--port', '0', '--no-open');
const browser = await launchBrowser();
try {
  const url = await new Promise<string>((resolve) =>
    studio.stdout.once('data', (data: Buffer) => resolve(String(data).trim())),
  );
  // Once both issues were seen whole, one gets a change in its source and the other a mistake.
  for (const path of [`/api/issues/${slug}`, '/api/issues/2023-07-06-coalition'])
    await fetch(new URL(path, url));
  await edit(`content/${slug}/en.yaml`, 'opened 41 times', 'opened 43 times');
  await edit('content/2023-07-06-coalition/nl.yaml', 'headline: ', 'headline: [');
  for (const { name, path, size, dark } of views) {
    const page = await browser.newPage({
      viewport: size,
      colorScheme: dark ? 'dark' : 'light',
      locale: 'en',
    });
    await page.goto(new URL(path, url).href);
    await page.waitForTimeout(2500);
    if (name === 'inbox') {
      await page.locator('.mail-list li a').first().click();
      await page.waitForTimeout(1500);
    }
    // Pages of earlier views count as other people for half a minute.
    await page.evaluate("document.querySelector('.people')?.remove()");
    await sharp(await page.screenshot())
      .png({ palette: true, effort: 10 })
      .toFile(join(pictures, `${name}.png`));
    await page.close();
  }
  for (const { name, path, size, dark } of editions) {
    const page = await browser.newPage({
      viewport: size,
      deviceScaleFactor: 2,
      colorScheme: dark ? 'dark' : 'light',
    });
    // The pictures of a mail have the addresses of the public site.
    await page.route(/^https:/, (route) =>
      route.fulfill({ path: join(root, 'dist', new URL(route.request().url()).pathname) }),
    );
    await show(page, join(root, 'dist', path, 'email.html'));
    await page.screenshot({ path: join(home, 'docs/images', `${name}.png`) });
    await page.close();
  }
  for (const theme of themes) {
    const page = await browser.newPage({ viewport: { width: 1130, height: 1350 }, deviceScaleFactor: 1.5 });
    await show(page, join(root, '.courant/themes', theme, 'both.html'));
    await page.screenshot({ path: join(home, 'docs/images', `theme-${theme}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  studio.kill('SIGTERM');
  await finished(studio);
  await rm(root, { recursive: true, force: true });
}

function courant(...args: string[]) {
  return spawn(process.execPath, [join(home, 'pipeline/cli.ts'), '--root', root, ...args]);
}

/** A page with the English edition as on a desktop and as on a phone. */
async function putSideBySide(folder: string): Promise<void> {
  const edition = join(folder, 'en.light.html');
  await writeFile(edition, await withFonts(await readFile(edition, 'utf8')));
  const frames = [700, 390].map(
    (width) => `<iframe src="en.light.html" width="${width}" height="1350"></iframe>`,
  );
  const style = 'body { margin: 0; background: #c8c8c8; display: flex; gap: 40px } iframe { border: 0 }';
  await writeFile(join(folder, 'both.html'), `<!doctype html><style>${style}</style>${frames.join('')}`);
}

async function show(page: Page, file: string): Promise<void> {
  await writeFile(file, await withFonts(await readFile(file, 'utf8')));
  await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
  await page.evaluate('document.fonts.ready');
}

function finished(child: ReturnType<typeof courant>): Promise<void> {
  child.stdout.resume();
  child.stderr.resume();
  return new Promise((resolve) => child.once('close', () => resolve()));
}

async function edit(path: string, before: string, after: string): Promise<void> {
  const text = await readFile(join(root, path), 'utf8');
  await writeFile(join(root, path), text.replace(before, after));
}
