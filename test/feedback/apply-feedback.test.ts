import { describe, expect, test } from 'vitest';
import { readAutomaticSuppressions } from '../../pipeline/delivery/suppression/lift-suppressions.ts';
import { applyFeedback } from '../../pipeline/feedback/effects/apply-feedback.ts';
import { undoFeedback } from '../../pipeline/feedback/effects/undo-feedback.ts';
import type { FeedbackEvent } from '../../pipeline/feedback/feedback-event.ts';
import { day, minute } from '../../pipeline/foundation/time/durations.ts';
import { createReturnPaths } from '../../pipeline/messages/return-path.ts';
import { parseReturnPath } from '../../pipeline/publication/newsletter/return-path-pattern.ts';
import type { DeliveryState } from '../../pipeline/store/schema.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { createLinks } from '../../pipeline/subscribers/links/links.ts';
import { recordConsents } from '../../pipeline/subscribers/record-consents.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { createStore, readRows, readStates } from '../delivery/support/ledger.ts';
import { kinds } from '../store/support/databases.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

const secrets = ['a secret of this test, which is long enough'];
const pattern = parseReturnPath('bounces@example.org');
if ('reason' in pattern) throw new Error(pattern.reason);
const returnPaths = createReturnPaths(pattern, secrets);
const links = createLinks({ secrets, publicUrl: 'https://example.org', clock: () => 0 });

type Row = Awaited<ReturnType<typeof readRows>>[number];

/** A dispatch to readers whose messages the server accepted. */
async function create(kind: Store['kind'], count = 30) {
  const store = await createStore(kind);
  await addSubscribers(
    store,
    Array.from({ length: count }, (_, index) => `reader${index}@example.net,en`),
  );
  const dispatch = await planned(store);
  await setState(store, dispatch, 'accepted');
  const rows = await readRows(store, dispatch);
  const suppressions = await openSuppressions(store);
  let now = 10_000;
  const returner =
    (own: readonly Row[]) =>
    (index: number, changes: Partial<FeedbackEvent> = {}): FeedbackEvent => {
      const { id, message_id, dispatch: from } = own[index] as Row;
      return {
        source: 'mail',
        id: `${changes.kind ?? 'bounced'} ${from} ${index}`,
        kind: 'bounced',
        at: 5_000,
        authenticated: false,
        returnPath: returnPaths.addressFor(id, message_id),
        status: '5.1.1',
        diagnostic: '550 5.1.1 <someone@example.net>: no such user',
        ...changes,
      };
    };
  return {
    store,
    dispatch,
    rows,
    returned: returner(rows),
    /** A later dispatch to the same readers. */
    async follow(issue: string, at: number) {
      now = Math.max(now, at);
      const next = await planned(store, { issue }, at);
      await setState(store, next, 'accepted');
      const own = await readRows(store, next);
      const inOrder = rows.map(({ subscriber }) => own.find((row) => row.subscriber === subscriber) as Row);
      return { returned: returner(inOrder) };
    },
    pass(time: number) {
      now += time;
    },
    stored: (index: number) =>
      store.read((db) =>
        db
          .selectFrom('feedback_events')
          .select(['state', 'moved_from', 'moved_to', 'reader_effect', 'dispatch'])
          .where('subscriber', '=', rows[index]?.subscriber ?? '')
          .executeTakeFirst(),
      ),
    undo: (event: FeedbackEvent) => undoFeedback(event, { store, suppressions, clock: () => now++ }),
    apply: (...events: FeedbackEvent[]) =>
      applyFeedback(events, { store, suppressions, returnPaths, links, clock: () => now++ }),
    consents: async (index: number) => {
      const entries = await store.read((db) =>
        db
          .selectFrom('consents')
          .select(['kind', 'source'])
          .where('subscriber', '=', rows[index]?.subscriber ?? '')
          .orderBy('id')
          .execute(),
      );
      return entries.map(({ kind: entry, source }) => `${entry} ${source}`);
    },
    state: async (index: number) => {
      const person = await store.read((db) =>
        db
          .selectFrom('subscribers')
          .select('state')
          .where('id', '=', rows[index]?.subscriber ?? '')
          .executeTakeFirstOrThrow(),
      );
      return person.state;
    },
    states: async () => Object.values(await readStates(store, dispatch)),
    people: async () => {
      const people = await store.read((db) =>
        db.selectFrom('subscribers').select('state').orderBy('id').execute(),
      );
      return people.map(({ state }) => state);
    },
  };
}

async function setState(store: Store, dispatch: number, state: DeliveryState, id?: number) {
  const reply = state === 'accepted' ? { reply_code: 250, reply_text: 'Ok queued as 4XyZ12abcd' } : {};
  await store.transaction(async (db) => {
    const update = db
      .updateTable('deliveries')
      .set({ state, first_attempt_at: 2_000, ...reply })
      .where('dispatch', '=', dispatch);
    await (id === undefined ? update : update.where('id', '=', id)).execute();
  });
}

const count = (values: readonly string[], wanted: string) =>
  values.filter((value) => value === wanted).length;

describe.each(kinds)('on %s', (kind) => {
  test('a bounce moves its delivery, and the verdict suppresses the address with the evidence', async () => {
    const { apply, returned, states, people, store, rows } = await create(kind);
    expect(await apply(returned(3))).toMatchObject({ applied: 1, suppressed: 1 });
    expect(count(await states(), 'bounced')).toBe(1);
    expect(count(await people(), 'suppressed')).toBe(1);
    expect(await readAutomaticSuppressions(store)).toMatchObject([
      {
        address: rows[3]?.address,
        reply: '550 5.1.1 (address): no such user',
        refused: 1,
        attempted: 30,
      },
    ]);
    expect(await apply(returned(3))).toMatchObject({ applied: 0, repeated: 1, suppressed: 0 });
  });

  test('a bounce from before a person agreed again suppresses nobody, however late it is read', async () => {
    const { apply, returned, states, people, store, rows } = await create(kind, 50);
    const agree = (subscriber: string, at: number) =>
      store.transaction((db) => recordConsents(db, [{ subscriber, kind: 'confirmed', source: 'form', at }]));
    await agree(rows[3]?.subscriber ?? '', 7_000);
    expect(await apply(returned(3))).toMatchObject({ applied: 1, suppressed: 0 });
    expect(count(await states(), 'bounced')).toBe(1);
    await agree(rows[4]?.subscriber ?? '', 1_000);
    expect(await apply(returned(4, { at: 0 })), 'its clock was wrong').toMatchObject({ suppressed: 1 });
    expect(count(await people(), 'active')).toBe(49);
  });

  test('a report with a character that a database refuses does not hold up the others', async () => {
    const { apply, returned } = await create(kind, 2);
    const nul = { recipient: 'a\0b@example.net', messageId: '<a\0@example.org>', status: '5.1.1\0' };
    const odd = returned(0, { ...nul, id: 'odd\0', returnPath: undefined });
    expect(await apply(odd, returned(1))).toMatchObject({ applied: 1, waiting: 1 });
    expect(await apply(odd)).toMatchObject({ repeated: 1 });
  });

  test('the order of events makes no difference', async () => {
    const kindsOfEvents = ['delivered', 'bounced', 'complained'] as const;
    const ends = new Set<string>();
    const { apply, returned, store, dispatch, rows } = await create(kind, 6);
    for (const [index, order] of permutations(kindsOfEvents).entries()) {
      for (const each of order) await apply(returned(index, { kind: each, status: '5.2.2' }));
      const own = (await readRows(store, dispatch)).find(({ id }) => id === rows[index]?.id);
      ends.add(`${own?.state} ${own?.reason}`);
    }
    expect([...ends]).toEqual(['complained reported']);
  });

  test('a bounce that is read before its acceptance is committed waits for it', async () => {
    const { apply, returned, states, store, dispatch, rows } = await create(kind);
    await setState(store, dispatch, 'sending', rows[4]?.id);
    expect(await apply(returned(4))).toMatchObject({ applied: 0, waiting: 1 });
    expect(count(await states(), 'bounced')).toBe(0);
    await setState(store, dispatch, 'accepted', rows[4]?.id);
    expect(await apply()).toMatchObject({ applied: 1, waiting: 0, suppressed: 1 });
    expect(count(await states(), 'bounced')).toBe(1);
  });

  test('an event that waits is applied once, whoever finds its delivery at the same time', async () => {
    const { apply, returned, stored, store, dispatch, rows } = await create(kind);
    await setState(store, dispatch, 'sending', rows[4]?.id);
    await apply(returned(4, { kind: 'complained' }));
    await setState(store, dispatch, 'accepted', rows[4]?.id);
    const outcomes = await Promise.all([apply(), apply()]);
    expect(outcomes.map(({ applied }) => applied).sort()).toEqual([0, 1]);
    expect(await stored(4)).toMatchObject({
      state: 'applied',
      moved_from: 'accepted',
      moved_to: 'complained',
      reader_effect: 'suppressed',
    });
  });

  test('a report about a delivery whose address is forgotten keeps no words', async () => {
    const { apply, returned, store, rows } = await create(kind, 2);
    const forgotten = { address: 'erased', normalised: 'erased:1', domain: 'erased' };
    await store.transaction((db) =>
      db
        .updateTable('deliveries')
        .set(forgotten)
        .where('id', '=', rows[0]?.id ?? 0)
        .execute(),
    );
    expect(await apply(returned(0), returned(1))).toMatchObject({ applied: 2 });
    const events = await store.read((db) =>
      db
        .selectFrom('feedback_events')
        .select(['return_path', 'diagnostic'])
        .orderBy('delivery')
        .orderBy('event')
        .execute(),
    );
    const kept = { return_path: returned(1).returnPath, diagnostic: '550 5.1.1 (address): no such user' };
    expect(events).toEqual([{ return_path: null, diagnostic: null }, kept]);
  });

  test('many reports about the mail of strangers do not hold up the others, and end after a week', async () => {
    const { apply, returned, pass, store, dispatch, rows } = await create(kind, 2);
    const strangers = Array.from({ length: 201 }, (_, index) =>
      returned(0, { id: `strange ${index}`, returnPath: undefined, recipient: `${index}@example.org` }),
    );
    await apply(...strangers);
    pass(minute);
    await setState(store, dispatch, 'sending', rows[1]?.id);
    await apply(returned(1));
    await setState(store, dispatch, 'accepted', rows[1]?.id);
    pass(minute);
    expect(await apply(), 'the oldest 200 were tried a moment ago').toMatchObject({
      applied: 1,
      waiting: 201,
    });
    pass(8 * day);
    expect(await apply(), 'one of them was not tried since').toMatchObject({ waiting: 1 });
    expect(await apply()).toMatchObject({ waiting: 0 });
  });

  test('a process that ended after it applied an event leaves the verdict to the next one', async () => {
    const { apply, returned, undo, state, store, dispatch, rows } = await create(kind);
    await setState(store, dispatch, 'planned', rows[29]?.id);
    expect(await apply(returned(0))).toMatchObject({ applied: 1, suppressed: 0 });
    await setState(store, dispatch, 'accepted', rows[29]?.id);
    expect(await apply(returned(0))).toMatchObject({ repeated: 1, suppressed: 1 });
    await setState(store, dispatch, 'planned', rows[29]?.id);
    expect(await undo(returned(0))).toBe(true);
    expect(await state(0)).toBe('suppressed');
    await setState(store, dispatch, 'accepted', rows[29]?.id);
    expect(await undo(returned(0))).toBe(false);
    expect(await state(0)).toBe('active');
  });

  test('anything that came back proves that an uncertain message has arrived', async () => {
    const { apply, returned, states, store, dispatch, rows } = await create(kind);
    for (const index of [0, 1])
      await store.transaction(async (db) => {
        await db
          .updateTable('deliveries')
          .set({ state: 'uncertain', reason: 'no-reply', reply_code: null })
          .where('id', '=', rows[index]?.id ?? 0)
          .execute();
      });
    await apply(returned(0, { kind: 'auto-reply' }), returned(1));
    expect(count(await states(), 'uncertain')).toBe(0);
    expect((await readRows(store, dispatch)).slice(0, 2).map(({ state, reason }) => [state, reason])).toEqual(
      [
        ['accepted', 'reported'],
        ['bounced', 'address'],
      ],
    );
  });

  test('forged and foreign reports change nothing', async () => {
    const { apply, returned, states, rows, people } = await create(kind);
    const [first, second] = rows as [Row, Row];
    const forged = returnPaths.addressFor(first.id, second.message_id);
    const bare = { returnPath: undefined, recipient: second.address };
    expect(
      await apply(
        returned(0, { id: 'signature', returnPath: forged }),
        returned(0, { id: 'message', ...bare, messageId: first.message_id }),
        returned(0, { id: 'address', ...bare }),
        returned(0, { id: 'only message', returnPath: undefined, messageId: first.message_id }),
        returned(0, { id: 'request', kind: 'unsubscribed' }),
        returned(0, { id: 'token', kind: 'unsubscribed', unsubscribeToken: 'v1.AAAA' }),
      ),
    ).toMatchObject({ applied: 0, refused: 3, waiting: 3 });
    expect(count(await states(), 'accepted')).toBe(30);
    expect(count(await people(), 'active')).toBe(30);
  });

  test('each way leads to the delivery', async () => {
    const { apply, returned, rows } = await create(kind);
    const bare = { returnPath: undefined };
    const row = (index: number) => rows[index] as Row;
    expect(
      await apply(
        returned(0, {
          ...bare,
          recipient: row(0).address.toUpperCase(),
          messageId: row(0).message_id.slice(1, -1),
        }),
        returned(1, { ...bare, kind: 'complained', messageId: row(1).message_id }),
        returned(2, { ...bare, authenticated: true, messageId: row(2).message_id }),
        returned(3, { ...bare, authenticated: true, recipient: row(3).address, providerId: '4XyZ12abcd' }),
        returned(4, { returnPath: `SRS0=x1=tt=example.org=${returned(4).returnPath?.toUpperCase()}` }),
      ),
    ).toMatchObject({ applied: 5, complained: 1 });
  });

  test('a complaint suppresses for good, and a mail to the unsubscribe mailbox unsubscribes', async () => {
    const { apply, returned, rows, people, stored, dispatch } = await create(kind);
    const [leaver] = rows as [Row];
    const token = links.unsubscribeUrl(leaver.subscriber, 'en', 0, dispatch).split('/').at(-1);
    const leave = returned(0, { kind: 'unsubscribed', returnPath: undefined, unsubscribeToken: token });
    const complaint = returned(1, { kind: 'complained' });
    expect(await apply(leave, complaint)).toMatchObject({ unsubscribed: 1, complained: 1 });
    expect(await stored(0)).toMatchObject({ reader_effect: 'unsubscribed', dispatch });
    expect(await apply({ ...complaint, id: 'again' })).toMatchObject({ applied: 1, complained: 0 });
    expect((await people()).filter((state) => state !== 'active').sort()).toEqual([
      'suppressed',
      'unsubscribed',
    ]);
  });

  test('a complaint and a leave count whatever the clock of the mail says, unless the person agreed since', async () => {
    const { apply, returned, rows, people, store } = await create(kind);
    const agree = (index: number, at: number) =>
      store.transaction((db) =>
        recordConsents(db, [
          { subscriber: rows[index]?.subscriber ?? '', kind: 'confirmed', source: 'form', at },
        ]),
      );
    // The messages were sent at 2,000.
    for (const index of [0, 1, 2]) await agree(index, 1_000);
    const token = links
      .unsubscribeUrl(rows[0]?.subscriber ?? '', 'en')
      .split('/')
      .at(-1);
    const leave = returned(0, {
      kind: 'unsubscribed',
      returnPath: undefined,
      unsubscribeToken: token,
      at: 0,
    });
    const told = returned(1, { kind: 'unsubscribed', authenticated: true, at: 0 });
    expect(await apply(leave, told, returned(2, { kind: 'complained', at: 0 }))).toMatchObject({
      unsubscribed: 2,
      complained: 1,
    });
    await agree(3, 3_000);
    expect(await apply(returned(3, { kind: 'complained', at: 2_500 }))).toMatchObject({ complained: 0 });
    expect(count(await people(), 'active')).toBe(27);
  });

  test('a suppression is withdrawn when more bounces come back than the list can explain', async () => {
    const { apply, returned, people } = await create(kind);
    expect(await apply(returned(0))).toMatchObject({ suppressed: 1 });
    expect(await apply(returned(1))).toMatchObject({ suppressed: 0 });
    expect(count(await people(), 'active')).toBe(30);
  });

  test('a mailbox that takes nothing in three dispatches within 30 days is suppressed', async () => {
    const { apply, returned, undo, state, people, store, follow } = await create(kind);
    const soft = { status: '5.2.2', diagnostic: '552 5.2.2 Mailbox full' };
    const [second, third] = [await follow('second', 10 * day), await follow('third', 20 * day)];
    await apply(returned(0, soft), third.returned(0, soft));
    expect(count(await people(), 'active'), 'delivered in between').toBe(30);
    expect(await apply(second.returned(0, soft))).toMatchObject({ suppressed: 1 });
    expect(await readAutomaticSuppressions(store)).toMatchObject([
      { cause: 'soft', dispatches: 3, reply: '552 5.2.2 Mailbox full' },
    ]);
    const late = await follow('late', 100 * day);
    expect(await apply(late.returned(1, soft))).toMatchObject({ applied: 1, suppressed: 0 });
    expect(await undo(returned(0, soft)), 'the first of the three').toBe(true);
    expect(await state(0)).toBe('active');
  });

  test('a person can take every effect back', async () => {
    const { apply, returned, undo, people, states, rows } = await create(kind);
    const token = links
      .unsubscribeUrl(rows[2]?.subscriber ?? '', 'en')
      .split('/')
      .at(-1);
    const leave = returned(2, { kind: 'unsubscribed', returnPath: undefined, unsubscribeToken: token });
    const events = [returned(0), returned(1, { kind: 'complained' }), leave];
    await apply(...events);
    expect(count(await people(), 'active')).toBe(27);
    for (const event of events) expect(await undo(event)).toBe(true);
    expect(count(await people(), 'active')).toBe(30);
    expect(count(await states(), 'accepted')).toBe(30);
    expect(await undo(returned(0))).toBe(false);
    expect(await apply(...events), 'the same events again').toMatchObject({ applied: 0, repeated: 3 });
    expect(count(await people(), 'active')).toBe(30);
  });

  test('a person who complained and left stays out when either is taken back, in both orders', async () => {
    const { apply, undo, returned, state, consents } = await create(kind);
    const leave = (index: number) => returned(index, { kind: 'unsubscribed', authenticated: true });
    const complain = (index: number) => returned(index, { kind: 'complained' });
    await apply(leave(0), complain(0));
    expect(await apply(complain(1), leave(1))).toMatchObject({ complained: 1, unsubscribed: 1 });
    expect(await consents(1)).toEqual(['imported csv', 'withdrawn complaint', 'withdrawn mailto']);
    expect(await apply({ ...leave(1), id: 'again' })).toMatchObject({ applied: 1, unsubscribed: 0 });
    for (const index of [0, 1]) {
      expect(await state(index)).toBe('suppressed');
      expect(await undo(complain(index))).toBe(true);
      expect(await state(index)).toBe('unsubscribed');
      expect(await undo(leave(index))).toBe(true);
      expect(await state(index)).toBe('active');
    }
    await apply(complain(2), leave(2));
    await undo(leave(2));
    expect(await state(2)).toBe('suppressed');
    await undo(complain(2));
    expect(await state(2)).toBe('active');
  });

  test('a person who left while a bounce suppressed them stays out when it is taken back', async () => {
    const { apply, undo, returned, state } = await create(kind);
    expect(await apply(returned(0))).toMatchObject({ suppressed: 1 });
    await apply(returned(0, { kind: 'unsubscribed', authenticated: true }));
    await undo(returned(0));
    expect(await state(0)).toBe('unsubscribed');
  });

  test('bounces that refuse the sender pause a dispatch that is under way, and suppress nobody', async () => {
    const { apply, returned, store, dispatch, rows, people } = await create(kind);
    await setState(store, dispatch, 'planned', rows[29]?.id);
    const refusals = [0, 1, 2, 3, 4].map((index) =>
      returned(index, { status: '5.7.515', diagnostic: '550 5.7.515 Access denied' }),
    );
    expect(await apply(...refusals.slice(0, 4))).toMatchObject({ paused: [] });
    expect(await apply(...refusals)).toMatchObject({ applied: 1, paused: [dispatch] });
    const { state, reason } = await store.read((db) =>
      db.selectFrom('dispatches').select(['state', 'reason']).executeTakeFirstOrThrow(),
    );
    expect({ state, reason }).toEqual({
      state: 'paused',
      reason:
        '5 messages came back because example.net refuses us as the sender (550 5.7.515 Access denied). Microsoft accepts bulk mail only if SPF, DKIM and DMARC pass. "courant doctor" says more: see its line "SPF, DKIM and DMARC".',
    });
    expect(count(await people(), 'active')).toBe(30);
  });

  test('a report that we are too fast slows the domain down while the dispatch is under way', async () => {
    const { apply, returned, store, dispatch, rows } = await create(kind);
    const event = returned(0, { kind: 'delayed', status: '4.7.28' });
    await apply(event);
    // As if the process had ended before it could slow the domain down.
    await setState(store, dispatch, 'planned', rows[29]?.id);
    await apply(event);
    await apply(event);
    const pace = await store.read((db) => db.selectFrom('paces').selectAll().executeTakeFirstOrThrow());
    expect(pace).toMatchObject({ dispatch, domain: 'example.net', slowdowns: 1 });
  });
});

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
