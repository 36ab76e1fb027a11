import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holdLock } from '../../../pipeline/foundation/files/process-lock.ts';
import { beginSwap, type FolderSwap } from '../../../pipeline/foundation/files/swap-folder.ts';
import { createFolder } from '../../delivery/support/ledger.ts';

function fill({ next }: FolderSwap, text: string): void {
  mkdirSync(next, { recursive: true });
  writeFileSync(join(next, 'page'), text);
}

async function createSite() {
  const root = await createFolder();
  const site = join(root, 'out', 'site');
  return { parent: join(root, 'out'), site, page: () => readFileSync(join(site, 'page'), 'utf8') };
}

test('two processes may replace a folder at the same time: the last one wins', async () => {
  const { parent, site, page } = await createSite();
  const first = beginSwap(site);
  fill(first, 'first');
  const second = beginSwap(site);
  fill(second, 'second');
  await second.swap();
  expect(page()).toBe('second');
  await first.swap();
  expect(page()).toBe('first');
  expect(readdirSync(parent)).toEqual(['site']);
});

test('the old content becomes the spare, which the next swap begins with', async () => {
  const { parent, site, page } = await createSite();
  const spare = join(parent, '..', 'spare');
  for (const text of ['first', 'second']) {
    const swap = beginSwap(site, spare);
    fill(swap, text);
    await swap.swap(true);
  }
  const pageOf = (folder: string) => readFileSync(join(folder, 'page'), 'utf8');
  expect([page(), pageOf(spare)]).toEqual(['second', 'first']);

  const third = beginSwap(site, spare);
  expect(pageOf(third.next)).toBe('first');
  third.discard();
  expect([page(), pageOf(spare)]).toEqual(['second', 'first']);

  // Only one of two processes gets the spare, and only one of them can leave one.
  const [one, other] = [beginSwap(site, spare), beginSwap(site, spare)];
  expect([one, other].map(({ next }) => existsSync(join(next, 'page')))).toEqual([true, false]);
  fill(other, 'fourth');
  await one.swap(true);
  await other.swap(true);
  expect([page(), pageOf(spare)]).toEqual(['fourth', 'second']);
  expect(readdirSync(parent)).toEqual(['site']);

  const last = beginSwap(site, spare);
  await last.swap();
  expect(existsSync(spare)).toBe(false);
});

test('discarded content leaves no files', async () => {
  const { parent, site } = await createSite();
  const swap = beginSwap(site);
  fill(swap, 'half');
  swap.discard();
  swap.discard();
  expect(readdirSync(parent)).toEqual([]);
});

test('the lock shows whose half-made content is in progress, not a process number', async () => {
  const { parent, site } = await createSite();
  // A process in another container: its number means nothing here, and its lock is held.
  const lock = holdLock(parent, 'site.');
  mkdirSync(join(parent, `${lock.name}.next`), { recursive: true });
  // A process that was killed, whose number another process has now.
  mkdirSync(join(parent, `site.${process.ppid}.next`));
  beginSwap(site).discard();
  expect(readdirSync(parent).sort()).toEqual([lock.name, `${lock.name}.next`]);
  lock.release();
  beginSwap(site).discard();
  expect(readdirSync(parent)).toEqual([]);
});

test('content that a killed process moved aside comes back', async () => {
  const { parent, site, page } = await createSite();
  mkdirSync(join(parent, 'site.0123456789abcdef.last'), { recursive: true });
  writeFileSync(join(parent, 'site.0123456789abcdef.last', 'page'), 'last good');
  writeFileSync(join(parent, 'site.0123456789abcdef'), '');
  beginSwap(site).discard();
  expect(readdirSync(parent)).toEqual(['site']);
  expect(page()).toBe('last good');
});

test('a process that is killed before it writes anything leaves nothing for good', async () => {
  const { parent, site } = await createSite();
  const module = new URL('../../../pipeline/foundation/files/swap-folder.ts', import.meta.url);
  const begin = `(await import('${module}')).beginSwap(process.env.SITE); process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '--eval', begin], { env: { SITE: site } });
  expect(readdirSync(parent)).not.toEqual([]);
  beginSwap(site).discard();
  expect(readdirSync(parent)).toEqual([]);
});
