import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const home = join(import.meta.dirname, '../..');

/** Runs vitest, as configured here, on one test of its own. Resolves to the exit code. */
async function runVitest(body: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'only.test.js'), `test('only', () => { ${body} });\n`);
  const setup = join(home, 'test/store/support/postgres-server.ts');
  await writeFile(
    join(folder, 'vitest.config.js'),
    `export default { test: { globals: true, include: ['*.test.js'], globalSetup: [${JSON.stringify(setup)}] } };\n`,
  );
  const vitest = join(home, 'node_modules/vitest/vitest.mjs');
  return new Promise((resolve) => {
    execFile(process.execPath, [vitest, 'run', '--root', folder], { cwd: folder }, (error) =>
      resolve(Number(error?.code ?? 0)),
    );
  });
}

test('a test that fails makes the whole run fail, so that nothing broken can be merged', async () => {
  expect(await runVitest('')).toBe(0);
  expect(await runVitest(`throw new Error('broken')`)).toBe(1);
});
