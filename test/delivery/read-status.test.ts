import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { readStatus } from '../../pipeline/delivery/status/read-status.ts';
import type { Outcome } from '../../pipeline/delivery/transport/transport.ts';
import { kinds } from '../store/support/databases.ts';
import { addSubscribers, planned } from './support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from './support/fake-transport.ts';
import { createStore } from './support/ledger.ts';

describe.each(kinds)('on %s', (kind) => {
  test('counts by state, edition, reason and domain, and names deliveries that wait for a decision', async () => {
    const store = await createStore(kind);
    await addSubscribers(store, [
      'a@example.org,nl',
      'b@example.org,nl-BE',
      'c@example.org,de',
      'd@news.example,en',
      'e@news.example,en',
    ]);
    const dispatch = await planned(store);
    const outcomes: Record<string, Outcome> = {
      'b@example.org': refusal(550, '5.1.1', 'No such user'),
      'c@example.org': { kind: 'uncertain', detail: 'Gone' },
      'd@news.example': refusal(450, '4.7.1', 'Later'),
    };
    const { transport } = createFakeTransport((to) => outcomes[to]);
    const settings = { ...defaultDeliverySettings, patience: 1 };
    await deliver({ store, dispatch, transport, composerFor, settings, ...createTime() });

    expect(await readStatus(store, { issue: 'another' })).toEqual([]);
    const [status] = await readStatus(store);
    expect(status).toMatchObject({
      dispatch,
      issue: '2026-01-01-first',
      revision: 1,
      transport: 'smtp',
      state: 'active',
      total: 5,
      counts: { accepted: 2, rejected: 1, uncertain: 1, deferred: 1, planned: 0 },
      editions: [
        { locale: 'en', choice: 'default', state: 'uncertain', count: 1 },
        { locale: 'en', choice: 'exact', state: 'accepted', count: 1 },
        { locale: 'en', choice: 'exact', state: 'deferred', count: 1 },
        { locale: 'nl', choice: 'exact', state: 'accepted', count: 1 },
        { locale: 'nl', choice: 'lookup', state: 'rejected', count: 1 },
      ],
      domains: [
        { domain: 'example.org', state: 'accepted', count: 1 },
        { domain: 'example.org', state: 'rejected', count: 1 },
        { domain: 'example.org', state: 'uncertain', count: 1 },
        { domain: 'news.example', state: 'accepted', count: 1 },
        { domain: 'news.example', state: 'deferred', count: 1 },
      ],
      uncertain: [{ address: 'c@example.org', reason: 'no-reply', reply: 'Gone' }],
      rejected: [{ address: 'b@example.org', reason: 'address', reply: '550 5.1.1 No such user' }],
    });
    expect(status?.reasons).toEqual([
      { state: 'uncertain', reason: 'no-reply', count: 1 },
      { state: 'deferred', reason: 'greylisted', count: 1, reply: '450 4.7.1 Later' },
      { state: 'rejected', reason: 'address', count: 1 },
    ]);
  });
});
