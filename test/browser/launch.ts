import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { openChromium, wellKnown } from '../../pipeline/check/browser/open-chromium.ts';
import { unpackChromium } from './unpack-chromium.ts';

/**
 * A real browser, in this order: the one that CHROMIUM_PATH names, Playwright's own, the machine's, the packaged one.
 * Whoever launches it closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  const isPackaged = process.platform === 'linux' && process.arch === 'x64';
  const isInstalled = [chromium.executablePath(), ...wellKnown].some((path) => existsSync(path));
  if (named || isInstalled || !isPackaged) return openChromium(named);
  const { executablePath, args, env } = await unpackChromium();
  const launch = () => chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  try {
    // It crashed once (SIGSEGV) at the first start after it was unpacked, and started at the second attempt.
    return await launch().catch(() => launch());
  } catch (cause) {
    const advice = 'Install Chromium or Google Chrome, or set CHROMIUM_PATH to where one is.';
    throw new Error(`The packaged Chromium does not run on this machine. ${advice}`, { cause });
  }
}
