import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openChromium } from '../../pipeline/check/browser/open-chromium.ts';
import { check } from '../../pipeline/commands/check.ts';
import { openCommand } from '../commands/open-command.ts';

// What a browser finds is in test/browser/editions.test.ts, where one is open.

test('a machine without a browser gets a hint how to install one', async () => {
  const { root, context } = await openCommand();
  const path = join(root, 'no-such-browser');
  const environment = { CHROMIUM_PATH: path };
  await expect(check({ ...context, environment }, ['spring'], { browser: true })).rejects.toMatchObject({
    problems: [{ code: 'browser-missing', message: expect.stringContaining(path) }],
  });
});

test('a browser that does not start is an error with its reason', async () => {
  await expect(openChromium(process.execPath)).rejects.toMatchObject({
    problems: [{ code: 'browser-failed', message: expect.stringMatching(/failed: .+\.$/) }],
  });
});
