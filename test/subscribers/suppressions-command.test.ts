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

async function suppressOne(root: string): Promise<void> {
  const store = await openStore({ folder: join(root, '.courant') });
  try {
    await addSubscribers(
      store,
      Array.from({ length: 40 }, (_, index) => `reader${index}@example.org`),
    );
    const dispatch = await planned(store);
    const { transport } = createFakeTransport((to) =>
      to === 'reader3@example.org' ? refusal(550, '5.1.1', 'No such user') : undefined,
    );
    await deliver({ store, dispatch, transport, composerFor, ...createTime() });
  } finally {
    await store.close();
  }
}
