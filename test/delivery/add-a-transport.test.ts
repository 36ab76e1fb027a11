import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { showEnd } from '../../pipeline/commands/describe-delivery.ts';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { planDispatch } from '../../pipeline/delivery/plan/plan-dispatch.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import {
  chooseTransport,
  describeTransport,
  transports as known,
} from '../../pipeline/delivery/transports.ts';
import { createDeliverer } from '../../pipeline/dispatches/deliver-here.ts';
import { describeDispatches } from '../../pipeline/studio/dispatch-view.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, createRequest, planned } from './support/audience.ts';
import { composerFor, createTime } from './support/fake-transport.ts';
import { createFolder, createStore, readStates } from './support/ledger.ts';
import { pickup } from './support/pickup.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/contributor/add-a-transport.md'), 'utf8');
const example = readFileSync(join(root, 'test/delivery/support/pickup.ts'), 'utf8');
const squeezed = (text: string) => text.replace(/\s+/g, '').replaceAll(',}', '}').replaceAll(',)', ')');

// The one registration.
vi.mock(import('../../pipeline/delivery/transports.ts'), async (original) => {
  const { pickup } = await import('./support/pickup.ts');
  const { createTransports, transports } = await original();
  return createTransports([pickup, ...transports]);
});

describe('docs/contributor/add-a-transport.md', () => {
  test('shows the transport that this test adds', () => {
    const code = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, each = '']) => squeezed(each));
    expect(code.length).toBeGreaterThan(2);
    const body = code.filter((each) => !each.startsWith('exportconsttransports'));
    for (const each of body) expect(squeezed(example)).toContain(each);
  });
});

describe.each(kinds)('a transport of one file and one registration, on %s', (kind) => {
  test('is chosen, recorded, delivered by, described and shown', async () => {
    const folder = await createFolder();
    const environment = { MAIL_PICKUP: folder };
    expect(known[0]?.name).toBe('pickup');
    expect(known.at(-1)?.name).toBe('outbox');
    const chosen = chooseTransport(environment);
    expect(chosen.name).toBe('pickup');
    expect(chooseTransport(environment, { trial: true }).name).toBe('outbox');
    const setting = { environment, stateFolder: folder, subject: 'spring', limits: defaultDeliverySettings };
    const transport = await chosen.open(setting);

    const store = await createStore(kind);
    await addSubscribers(store, ['reader1@example.org', 'reader2@example.org']);
    const plan = await planDispatch(store, createRequest({ transport }), Date.now());
    const dispatch = await planned(store, { transport });
    const report = await deliver({ store, dispatch, transport, composerFor, ...createTime() });
    expect(await readStates(store, dispatch)).toEqual({
      'reader1@example.org': 'accepted',
      'reader2@example.org': 'accepted',
    });
    expect((await readdir(folder)).filter((name) => name.endsWith('.eml'))).toHaveLength(2);
    expect(showEnd(plan, report)).toBe('2 messages delivered through the pickup folder.');
    const context = { root: folder, environment, signal: new AbortController().signal } as never;
    const deliverer = createDeliverer(context, {
      openStore: async () => store,
      openIssue: () => Promise.reject(new Error('No issue is sent here.')),
      onEnd() {},
    });
    expect(deliverer.can('pickup')).toBe(true);
    expect(deliverer.can('carrier-pigeon')).toBe(false);
    expect(
      await describeDispatches(store, ['2026-01-01-first'], { deliverer, maySend: true, pace: 3, now: 1 }),
    ).toMatchObject([{ transport: 'pickup folder', reachesPeople: true, pace: 3, canGoOn: true }]);
  });

  test('neither this transport nor an unknown one ever mails sample readers', async () => {
    const store = await createStore(kind);
    await addSubscribers(store, ['sample@example.org'], 'sample');
    for (const transport of [pickup, describeTransport('carrier-pigeon'), { name: 'undescribed' } as never])
      expect(await planDispatch(store, createRequest({ transport }), Date.now())).toMatchObject({
        sample: false,
        total: 0,
      });
    const outbox = describeTransport('outbox');
    expect(await planDispatch(store, createRequest({ transport: outbox }), Date.now())).toMatchObject({
      sample: true,
      total: 1,
    });
  });
});

test('nothing in the pipeline asks for a transport by its name', async () => {
  const files = (await readdir(join(root, 'pipeline'), { recursive: true })).filter((name) =>
    name.endsWith('.ts'),
  );
  const asks = /[!=]== '(?:smtp|outbox)'|'(?:smtp|outbox)' [!=]==|'outbox' \| 'smtp'|'smtp' \| 'outbox'/;
  const found = files.filter((name) => asks.test(readFileSync(join(root, 'pipeline', name), 'utf8')));
  expect(found).toEqual([]);
});
