import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { planDispatch } from '../../pipeline/delivery/plan/plan-dispatch.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { applyRetention } from '../../pipeline/subscribers/apply-retention.ts';
import { changePreferences } from '../../pipeline/subscribers/change-preferences.ts';
import { eraseSubscribers } from '../../pipeline/subscribers/erase-subscribers.ts';
import { findSubscriber } from '../../pipeline/subscribers/list-subscribers.ts';
import { parseAddress } from '../../pipeline/subscribers/parse-address.ts';
import { signUp } from '../../pipeline/subscribers/sign-up.ts';
import { suppressAddresses } from '../../pipeline/subscribers/suppress-addresses.ts';
import { unsubscribe } from '../../pipeline/subscribers/unsubscribe.ts';
import { createRequest, planned } from '../delivery/support/audience.ts';
import { composerFor, createFakeTransport } from '../delivery/support/fake-transport.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { addReader, readEverything } from '../server/support/reader.ts';
import { kinds } from '../store/support/databases.ts';
import { listSubscribers } from '../store/support/list-subscribers.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

const day = 24 * 60 * 60 * 1000;
const retention = {
  signups: 7,
  unsubscribed: 365,
  deliveries: 730,
  consents: 1825,
  webhooks: 14,
  returned: 30,
  backups: 365,
};

describe.each(kinds)('on %s', (kind) => {
  test('data whose retention period is over is deleted, and the rest stays', async () => {
    const store = await createStore(kind);
    const suppressions = await openSuppressions(store);
    const start = Date.UTC(2026, 0, 1);
    const stays = await addReader(store, 'stays@example.org');
    const leaves = await addReader(store, 'leaves@example.org');
    const dispatch = await planned(store, {}, start);
    const { transport, received } = createFakeTransport();
    await deliver({ store, dispatch, transport, composerFor, clock: () => start });
    await signUp(
      store,
      {
        address: parseAddress('never@example.org') as { address: string; normalised: string },
        name: undefined,
        locale: 'en',
        lists: [],
        wording: { text: 'Yes', locale: 'en' },
        messageId: '<a@example.org>',
        form: { value: 'once', expires: start + day },
        now: start,
      },
      { suppressions, limits: { perAddress: 3, overall: 10 }, personKey: String },
    );
    await store.transaction((db) =>
      db
        .insertInto('form_posts')
        .values({ network: 'a', posts: 1, ends_at: start + day })
        .execute(),
    );
    await keepWebhook(store, '{}', start);
    await keepReturned(store, start);
    const [answered] = await store.read((db) =>
      db.selectFrom('deliveries').select('id').where('subscriber', '=', stays).execute(),
    );
    for (const state of ['applied', 'undone'] as const)
      await keepReturned(store, start, { state, delivery: answered?.id ?? null });
    await unsubscribe(store, [{ subscriber: leaves, source: 'page' }], { suppressions, now: start });
    const apply = (days: number) =>
      applyRetention(store, { retention, suppressions, now: start + days * day });

    expect(await apply(0)).toMatchObject({ forms: 0 });
    expect(await apply(6)).toEqual({
      signups: 0,
      notices: 0,
      subscribers: 0,
      deliveries: 0,
      consents: 0,
      forms: 2,
      webhooks: 0,
      returned: 0,
      journal: 0,
    });
    expect(await apply(8)).toMatchObject({ signups: 1, notices: 1, subscribers: 0 });
    expect(await apply(15)).toMatchObject({ signups: 0, webhooks: 1 });
    expect(await apply(31)).toMatchObject({ webhooks: 0, returned: 1 });
    expect(await apply(366)).toMatchObject({ subscribers: 1, deliveries: 0 });
    expect(await findSubscriber(store, 'leaves@example.org')).toBeUndefined();
    const words = async () => {
      const events = await store.read((db) => db.selectFrom('feedback_events').selectAll().execute());
      return events.map(({ diagnostic, return_path }) => [diagnostic, return_path]);
    };
    const told = ['away until Monday, says Zoe', 'bounces+a@example.org'];
    expect(await words()).toEqual([told, told]);
    expect(await apply(731)).toMatchObject({ deliveries: 1, consents: 0, returned: 1 });
    expect(await words(), 'what people said is forgotten with the delivery').toEqual([
      [null, null],
      [null, null],
    ]);
    const rows = await store.read((db) => db.selectFrom('deliveries').selectAll().execute());
    expect(rows.map(({ address, name, state }) => [address, name, state])).toEqual([
      ['erased', null, 'accepted'],
      ['erased', null, 'accepted'],
    ]);
    expect(rows.some(({ subscriber }) => subscriber === stays)).toBe(true);
    expect(
      await planDispatch(store, createRequest(), Date.now()),
      'nobody gets it a second time',
    ).toMatchObject({
      total: 0,
    });
    expect(received.length).toBe(2);
    expect(await apply(366 + 1826)).toMatchObject({ consents: 2 });
    expect((await readEverything(store)).consents.map(({ subscriber }) => subscriber)).toEqual([stays]);
  });

  test('the consent ledger is never overwritten or deleted', async () => {
    const store = await createStore(kind);
    const suppressions = await openSuppressions(store);
    const id = await addReader(store, 'zoe@example.org');
    const change = (statement: string) =>
      store.transaction(async (db) => {
        await sql.raw(statement).execute(db);
      });
    await expect(change("update consents set evidence = 'nothing'")).rejects.toThrow();
    await expect(change('update consents set at = 0')).rejects.toThrow();
    await expect(change('delete from consents')).rejects.toThrow();
    expect((await readEverything(store)).consents).toMatchObject([{ subscriber: id, evidence: 'a test' }]);
    await store.transaction((db) => eraseSubscribers(db, [id], { suppressions, reason: 'erased', now: 5 }));
    expect((await readEverything(store)).consents).toMatchObject([{ evidence: 'a test', erased_at: 5 }]);
  });

  test('an erasure empties the kept webhooks with that address, and no others', async () => {
    const store = await createStore(kind);
    const suppressions = await openSuppressions(store);
    const id = await addReader(store, 'a_b@example.org');
    await keepWebhook(store, '{"Email":"A_b@Example.org"}');
    await keepWebhook(store, '{"Email":"axb@example.org"}');
    await store.transaction((db) => eraseSubscribers(db, [id], { suppressions, reason: 'erased', now: 5 }));
    const kept = await store.read((db) => db.selectFrom('webhook_requests').select('body').execute());
    expect(kept.map(({ body }) => body).sort()).toEqual(['', '{"Email":"axb@example.org"}']);
  });

  test('an audience has the people on a list, each once, without paused and former subscribers', async () => {
    const store = await createStore(kind);
    const suppressions = await openSuppressions(store);
    const now = 10 * day;
    await addReader(store, 'both@example.org');
    await addReader(store, 'weekly@example.org', { lists: ['weekly'] });
    await addReader(store, 'daily@example.org', { lists: ['daily'] });
    await addReader(store, 'none@example.org', { lists: [] });
    const paused = await addReader(store, 'paused@example.org');
    const until = {
      name: undefined,
      locale: 'en',
      timeZone: undefined,
      pausedUntil: now + day,
      lists: undefined,
    };
    await changePreferences(store, paused, until, { suppressions, now });
    await suppressAddresses(store, ['daily@example.org'], { suppressions, scope: 'daily', now });
    const total = async (lists: string[] | undefined, at = now) =>
      (await planDispatch(store, createRequest({ issue: 'x', lists }), at)).total;
    expect(await total(['weekly'])).toBe(2);
    expect(await total(['daily'])).toBe(1);
    expect(await total(['daily', 'weekly'])).toBe(2);
    expect(await total(['daily', 'weekly'], now + 2 * day)).toBe(3);
    expect(await total(undefined)).toBe(4);
    expect((await listSubscribers(store, { list: 'daily' })).map(({ address }) => address)).toEqual([
      'both@example.org',
      'paused@example.org',
    ]);
  });
});

test('only its own key opens a suppression list, which contains no address', async () => {
  const store = await createStore();
  const list = await openSuppressions(store, { key: 'a key of its own' });
  await store.transaction((db) => list.add(db, ['zoe@example.org'], 'operator', 1));
  await expect(openSuppressions(store, { key: 'another key' })).rejects.toMatchObject({
    problems: [{ code: 'suppression-key' }],
  });
  const again = await openSuppressions(store, { key: 'a key of its own' });
  expect((await store.read((db) => again.find(db, ['zoe@example.org']))).size).toBe(1);
  expect(JSON.stringify(await readEverything(store))).not.toContain('zoe');
});

function keepWebhook(store: Store, body: string, received_at = 1) {
  const row = { source: 'ses', request: body, received_at, body, outcome: 'read' } as const;
  return store.transaction((db) => db.insertInto('webhook_requests').values(row).execute());
}

/** A bounce, refused if nothing else is said, and the trace of the mail in which it came. */
async function keepReturned(
  store: Store,
  at: number,
  {
    state = 'refused',
    delivery = null,
  }: { state?: 'refused' | 'applied' | 'undone'; delivery?: number | null } = {},
): Promise<void> {
  await store.transaction(async (db) => {
    const event = { source: 'mail', event: state, kind: 'bounced', state } as const;
    const unknown = {
      recipient: null,
      message_id: null,
      provider_id: null,
      return_path: 'bounces+a@example.org',
    };
    const told = { status: null, permanent: null, diagnostic: 'away until Monday, says Zoe', cause: null };
    const effects = { dispatch: null, delivery, subscriber: null, moved_from: null, moved_to: null };
    const later = { reader_effect: null, dispatch_effect: null, undone_at: null };
    await db
      .insertInto('feedback_events')
      .values({
        ...event,
        ...unknown,
        ...told,
        ...effects,
        ...later,
        at,
        received_at: at,
        tried_at: at,
        authenticated: 0,
      })
      .execute();
    await db
      .insertInto('feedback_mails')
      .values({ id: 'a hash', verdict: 'report', handled_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}
