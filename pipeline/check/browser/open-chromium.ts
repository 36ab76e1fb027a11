import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { fail } from '../../foundation/problems/problem.ts';

/**
 * The usual paths of an installed Chromium. Ubuntu's chromium-browser is not one of them, because it only
 * starts a snap.
 */
export const wellKnown = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Starts a browser: the one at `path` (CHROMIUM_PATH) if it is given; otherwise the one that Playwright
 * installed; otherwise one of `known`. Fails with `browser-missing` or `browser-failed`. The caller must
 * close it.
 */
export async function openChromium(path: string | undefined, known = wellKnown): Promise<Browser> {
  if (path && !existsSync(path)) fail('browser-missing', { path });
  try {
    if (path) return await chromium.launch({ executablePath: path });
    return await launchInstalled(known.find((each) => existsSync(each)));
  } catch (error) {
    const { message } = error as Error;
    if (isMissing(message)) fail('browser-missing', {});
    fail('browser-failed', { reason: reasonOf(message) }, undefined, { cause: error });
  }
}

async function launchInstalled(own: string | undefined): Promise<Browser> {
  try {
    return await chromium.launch();
  } catch (error) {
    if (own === undefined || !isMissing((error as Error).message)) throw error;
    return chromium.launch({ executablePath: own });
  }
}

const isMissing = (message: string) => message.includes("Executable doesn't exist");

/** The line of the message that says what is wrong. Playwright appends its whole log. */
function reasonOf(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  const telling = lines.find((line) => /error while loading|cannot open shared|ERROR:/.test(line));
  return `${(telling ?? lines[0] ?? message).replace(/\.$/, '')}.`;
}
