import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { openStore } from '../../pipeline/store/open-store.ts';
import { copyPublication, courantHere } from '../commands/run-courant.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from '../delivery/support/fake-transport.ts';

test('automatic suppressions are listed with their evidence and lifted', async () => {
  const root = await copyPublication();
  await suppressOne(root);
  const run = (...args: string[]) => courantHere(root, ['subscribers', ...args]);
  expect((await run('suppressions')).stdout).toBe(
    'reader3@example.org  2026-01-01-first  550 5.1.1 No such user (1 of 40 attempts in the domain refused)\n',
  );
  expect(JSON.parse((await run('suppressions', '--issue', 'another', '--json')).stdout)).toEqual([]);
  expect((await run('lift')).stderr).toContain('lift-whom');
  expect((await run('lift', 'reader4@example.org', '--json')).stdout).toBe('{"lifted":0}\n');
  expect((await run('lift', '--issue', '2026-01-01-first')).stdout).toBe('1 suppression lifted.\n');
  expect((await run('suppressions')).stdout).toBe('No dispatch has suppressed an address.\n');
});

test('the addresses that an issue found not to exist are suppressed together, once somebody confirms it', async () => {
  const root = await copyPublication();
  const run = (...args: string[]) => courantHere(root, ['subscribers', ...args]);
  await refuse(root, (to) => /reader\d?[0-3]@/.test(to));
  expect((await run('suppress')).stderr).toContain('suppress-whom');
  const suppress = ['suppress', '--issue', '2026-01-01-first'];
  expect((await run(...suppress)).stderr).toContain('not-confirmed');
  expect((await run(...suppress, '--yes')).stdout).toBe(
    '16 addresses suppressed: they get no mail any more.\n',
  );
  expect((await run(...suppress)).stdout).toBe(
    'The dispatches of this issue found no address to suppress.\n',
  );
  expect((await run(...suppress, '--json')).stdout).toBe('{"suppressed":0}\n');
  expect((await run('list', '--state', 'suppressed')).stdout.match(/reader\d?[0-3]@/g)).toHaveLength(16);
});

const suppressOne = (root: string) => refuse(root, (to) => to === 'reader3@example.org');

/** Sends to forty readers, of whom some do not exist. */
async function refuse(root: string, isUnknown: (to: string) => boolean): Promise<void> {
  const store = await openStore({ folder: join(root, '.courant') });
  try {
    await addSubscribers(
      store,
      Array.from({ length: 40 }, (_, index) => `reader${index}@example.org`),
    );
    const dispatch = await planned(store);
    const { transport } = createFakeTransport((to) =>
      isUnknown(to) ? refusal(550, '5.1.1', 'No such user') : undefined,
    );
    await deliver({ store, dispatch, transport, composerFor, ...createTime() });
  } finally {
    await store.close();
  }
}
