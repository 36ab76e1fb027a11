import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import type { DoomedOrder } from './support/doomed.ts';
import { composerFor, createTime } from './support/fake-transport.ts';
import { readStates } from './support/ledger.ts';
import { createScriptedServer, type Phase } from './support/scripted-server.ts';

const file = new URL('./support/doomed.ts', import.meta.url).pathname;

function start(order: DoomedOrder): ChildProcess {
  return spawn(process.execPath, [file, JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function createDispatch(kind: Store['kind']) {
  const database = await createDatabase(kind);
  const store = await database.open();
  await addSubscribers(store, ['reader@example.org,nl']);
  return { ...database, store };
}

describe.each(kinds)('on %s', (kind) => {
  test('killed after planning its rows and before their commit: nothing is planned', async () => {
    const { folder, databaseUrl, store } = await createDispatch(kind);
    const order = {
      folder,
      databaseUrl,
      dieAt: { state: 'planned' as const, moment: 'before the commit' as const },
    };
    expect(await once(start(order), 'exit')).toEqual([null, 'SIGKILL']);
    expect(await store.read((db) => db.selectFrom('deliveries').selectAll().execute())).toEqual([]);
    const dispatch = await planned(store);
    expect(await readStates(store, dispatch)).toEqual({ 'reader@example.org': 'planned' });
  });

  test.each([
    ['before its claim is committed', 'claimed', 'before the commit', 'planned', 'accepted'],
    ['after claiming', 'claimed', 'after the commit', 'claimed', 'accepted'],
    ['with the body sent and the gate not committed', 'sending', 'before the commit', 'claimed', 'accepted'],
    ['with the gate committed and the dot not sent', 'sending', 'after the commit', 'sending', 'uncertain'],
    ['with the 250 come and not committed', 'accepted', 'before the commit', 'sending', 'uncertain'],
    ['with the 250 committed', 'accepted', 'after the commit', 'accepted', 'accepted'],
  ] as const)('killed %s', async (_, state, moment, left, finally_) => {
    const { folder, databaseUrl, store } = await createDispatch(kind);
    const dispatch = await planned(store);
    const { transport, port, taken } = await createScriptedServer(() => undefined);
    const child = start({ folder, databaseUrl, dispatch, port, dieAt: { state, moment } });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await readStates(store, dispatch)).toEqual({ 'reader@example.org': left });

    await deliver({ store, dispatch, transport, composerFor, ...createTime(Date.now()) });
    expect(await readStates(store, dispatch)).toEqual({ 'reader@example.org': finally_ });
    expect(taken.length).toBe(state === 'sending' && moment === 'after the commit' ? 0 : 1);
  });

  test.each<[Phase, string, string]>([
    ['RCPT', 'claimed', 'accepted'],
    ['DATA', 'claimed', 'accepted'],
    ['dot', 'sending', 'uncertain'],
  ])('killed while the server thinks about %s', async (phase, left, finally_) => {
    const { folder, databaseUrl, store } = await createDispatch(kind);
    const dispatch = await planned(store);
    let child: ChildProcess | undefined;
    const { transport, port, taken } = await createScriptedServer((at, time) => {
      if (at !== phase || time > 1) return undefined;
      child?.kill('SIGKILL');
      return 'hang';
    });
    child = start({ folder, databaseUrl, dispatch, port });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await readStates(store, dispatch)).toEqual({ 'reader@example.org': left });
    await deliver({ store, dispatch, transport, composerFor, ...createTime(Date.now()) });
    expect(await readStates(store, dispatch)).toEqual({ 'reader@example.org': finally_ });
    expect(taken.length).toBe(1);
  });
});
