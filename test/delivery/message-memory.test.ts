import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { createOutbox, outbox } from '../../pipeline/delivery/transport/outbox.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { createTime } from './support/fake-transport.ts';
import { createFolder, createStore, readStates } from './support/ledger.ts';
import { createScriptedServer, type Script } from './support/scripted-server.ts';

const readers = Array.from({ length: 8 }, (_, i) => `reader${i + 1}@example.org`);
const textFor = (to: string) => `To: ${to}\r\n\r\n${`A line for ${to} only\r\n`.repeat(1000)}`;

/** Composes messages whose memory is overwritten when it is given back, as another message would do. */
function createComposers() {
  const released: string[] = [];
  const composerFor = () => ({
    compose({ address }: { address: string }, { messageId }: { messageId: string }) {
      const raw = Buffer.from(textFor(address));
      const release = () => {
        released.push(address);
        raw.fill('#');
      };
      const envelope = { from: 'news@example.org', to: address };
      return { messageId, envelope, raw, hasDotLines: false, release };
    },
  });
  return { released, composerFor };
}

async function createDispatch(request: { transport?: typeof outbox } = {}) {
  const store = await createStore();
  await addSubscribers(
    store,
    readers.map((address) => `${address},nl`),
  );
  return { store, dispatch: await planned(store, request) };
}

const faults: [string, Script][] = [
  ['accepts all', () => undefined],
  ['drops a message', (at, time) => (at === 'body' && time === 3 ? 'drop' : undefined)],
  ['drops after the end', (at, time) => (at === 'dot' && time === 3 ? 'drop' : undefined)],
  ['is silent after the end', (at, time) => (at === 'dot' && time === 3 ? 'hang' : undefined)],
  ['accepts before the end', (at, time) => (at === 'body' && time === 3 ? '250 2.0.0 Ok' : undefined)],
  ['accepts twice', (at, time) => (at === 'dot' && time === 3 ? '250 Ok\r\n250 Ok' : undefined)],
  ['skips a reply', (at, time) => (at === 'dot' && time === 3 ? 'skip' : undefined)],
  ['closes after the end', (at, time) => (at === 'dot' && time === 3 ? '421 4.3.2 Closing' : undefined)],
  ['defers one', (at, time) => (at === 'dot' && time === 3 ? '451 4.3.0 Later' : undefined)],
  ['refuses one', (at, time) => (at === 'dot' && time === 3 ? '550 5.3.0 No' : undefined)],
  ['reads slowly', (at, time) => (at === 'DATA' && time === 3 ? 'stall' : undefined)],
];

test.each(faults)(
  'when the server %s, it sees no memory that was given back, and only accepted messages gave theirs',
  async (_, script) => {
    const settings = {
      ...defaultDeliverySettings,
      connections: 1,
      patience: 3_600_000,
      finalReplyTimeout: 100,
    };
    const { transport, chunks } = await createScriptedServer(script, settings);
    const { store, dispatch } = await createDispatch();
    const { released, composerFor } = createComposers();
    await deliver({ store, dispatch, transport, composerFor, settings, ...createTime() });
    const states = await readStates(store, dispatch);
    const accepted = readers.filter((address) => states[address] === 'accepted');
    expect(released.toSorted()).toEqual(accepted);
    const received = chunks.join('');
    expect(received).not.toContain('#');
    for (const address of accepted) expect(received).toContain(textFor(address));
  },
);

test('a file in the outbox has been written before the memory is given back', async () => {
  const { store, dispatch } = await createDispatch({ transport: outbox });
  const { released, composerFor } = createComposers();
  const folder = join(await createFolder(), 'outbox');
  await deliver({ store, dispatch, transport: createOutbox(folder), composerFor, ...createTime() });
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  expect(texts.toSorted()).toEqual(readers.map(textFor));
  expect(released.toSorted()).toEqual(readers);
});
