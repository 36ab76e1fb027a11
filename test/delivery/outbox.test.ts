import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';

import { deliver } from '../../pipeline/delivery/deliver.ts';
import { createOutbox, outbox } from '../../pipeline/delivery/transport/outbox.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createTime } from './support/fake-transport.ts';
import { createFolder, createStore, readRows, readStates } from './support/ledger.ts';

async function createDispatch(kind: Store['kind']) {
  const store = await createStore(kind);
  await addSubscribers(store, ['a/b@example.org,nl', 'zoë@example.org,nl', 'c@example.org,en']);
  const folder = join(await createFolder(), 'outbox', 'first');
  const dispatch = await planned(store, { transport: outbox });
  const run = () =>
    deliver({ store, dispatch, transport: createOutbox(folder), composerFor, ...createTime() });
  return { store, folder, dispatch, run };
}

describe.each(kinds)('on %s', (kind) => {
  test('writes one file a message, under a name that a person can read', async () => {
    const { folder, run } = await createDispatch(kind);
    expect(await run()).toMatchObject({ end: 'finished', accepted: 3 });
    const files = (await readdir(folder)).sort();
    expect(files.map((file) => file.replace(/[0-9a-f]{32}/, 'id'))).toEqual([
      'a_b-at-example.org.id.eml',
      'c-at-example.org.id.eml',
      'zoë-at-example.org.id.eml',
    ]);
    expect(await readFile(join(folder, files[1] ?? ''), 'utf8')).toMatch(/^To: c@example\.org\r\n/);
    expect(await run()).toMatchObject({ end: 'finished', accepted: 0 });
    expect((await readdir(folder)).sort()).toEqual(files);
  });

  test('a message that a dead process had written is found, and one that it had not stays uncertain', async () => {
    const { store, folder, dispatch, run } = await createDispatch(kind);
    await run();
    const [arrived, lost] = await readRows(store, dispatch);
    // As a process leaves it that died after these two gates, and before it could say what came of them.
    await store.transaction(async (db) => {
      await db
        .updateTable('deliveries')
        .set({ state: 'sending', lease_until: 1 })
        .where('id', 'in', [arrived?.id ?? 0, lost?.id ?? 0])
        .execute();
      await db
        .updateTable('deliveries')
        .set({ message_id: '<never-written@example.org>' })
        .where('id', '=', lost?.id ?? 0)
        .execute();
    });
    const files = (await readdir(folder)).length;
    expect(await run()).toMatchObject({ accepted: 0, counts: { accepted: 2, uncertain: 1 } });
    expect((await readStates(store, dispatch))[lost?.address ?? '']).toBe('uncertain');
    expect((await readdir(folder)).length).toBe(files);
  });
});

test('the temporary files of a process that has died are removed, and those of a running one stay', async () => {
  const folder = await createFolder();
  const open = async () => (await createOutbox(folder).connect()).close();
  // An empty file is a lock that nobody holds. The process of the second one has removed it.
  const dead = ['.writing-00', '.writing-00', '.writing-11'].map((lock, at) => `reader${at}.eml${lock}.part`);
  const holder = new DatabaseSync(join(folder, '.writing-22'));
  holder.exec('pragma journal_mode = memory; begin exclusive');
  const running = 'zoe.eml.writing-22.part';
  for (const name of ['.writing-00', ...dead, running]) await writeFile(join(folder, name), '');
  await open();
  expect((await readdir(folder)).sort()).toEqual(['.writing-22', running]);
  holder.close();
  await open();
  expect(await readdir(folder)).toEqual([]);
});

test('an outbox that cannot be written is reported, and its messages stay planned', async () => {
  const store = await createStore();
  await addSubscribers(store, ['reader@example.org,nl']);
  const dispatch = await planned(store, { transport: outbox });
  const folder = join(await createFolder(), 'outbox');
  await writeFile(folder, 'a file where the folder should be');
  const run = () =>
    deliver({ store, dispatch, transport: createOutbox(folder), composerFor, ...createTime() });
  await expect(run()).rejects.toMatchObject({ problems: [{ code: 'outbox-failed' }] });
  expect(await readStates(store, dispatch)).toEqual({ 'reader@example.org': 'planned' });
  await rm(folder);
  expect(await run()).toMatchObject({ end: 'finished', accepted: 1 });
});
