import { describe, expect, test } from 'vitest';
import { readPageAddresses, readReport } from '../../pipeline/report/read-report.ts';
import type { DeliveryState } from '../../pipeline/store/schema.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { kinds } from '../store/support/databases.ts';

const hour = 3_600_000;
const states: readonly DeliveryState[] = [
  'accepted',
  'accepted',
  'accepted',
  'complained',
  'bounced',
  'rejected',
  'uncertain',
  'deferred',
  'expired',
  'skipped',
];
const locales = ['en', 'nl', 'fy'] as const;

/** A generator with a fixed seed, so that each run counts the same rows. */
function createRandom(): (below: number) => number {
  let seed = 17;
  return (below) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return (seed >>> 12) % below;
  };
}

/** Three dispatches to 60 people with every state, and what came back about them. */
async function fill(store: Store): Promise<void> {
  const random = createRandom();
  const id = (number: number) => number.toString(16).padStart(32, '0');
  await store.transaction(async (db) => {
    for (let person = 0; person < 60; person += 1)
      await db
        .insertInto('subscribers')
        .values({
          id: id(person),
          address: `p${person}@example.org`,
          normalised: `p${person}@example.org`,
          name: null,
          locale: person % 7 === 0 ? null : (locales[person % 3] ?? null),
          state: person % 5 === 0 ? 'unsubscribed' : 'active',
          source: 'form',
          time_zone: null,
          paused_until: null,
          created_at: 0,
          updated_at: 0,
        })
        .execute();
    for (const dispatch of [1, 2, 3]) {
      const createdAt = dispatch * 100 * hour;
      await db
        .insertInto('dispatches')
        .values({
          issue: dispatch === 3 ? 'summer' : 'spring',
          revision: dispatch === 2 ? 2 : 1,
          transport: 'smtp',
          state: 'active',
          reason: null,
          lists: null,
          created_at: createdAt,
          updated_at: createdAt,
        })
        .execute();
      for (const locale of locales)
        await db
          .insertInto('dispatch_editions')
          .values({
            dispatch,
            locale,
            hash: '',
            edition: JSON.stringify({ webUrl: `https://news.example.org/${locale}/issue-${dispatch}/` }),
            planned_at: createdAt,
          })
          .execute();
      for (let person = 0; person < 60; person += 1) {
        const state = states[random(states.length)] ?? 'accepted';
        const { id: delivery } = await db
          .insertInto('deliveries')
          .values({
            dispatch,
            subscriber: id(person),
            address: '',
            normalised: `p${person}@example.org`,
            domain: 'example.org',
            name: null,
            locale: locales[person % 3] ?? 'en',
            choice: 'exact',
            message_id: `<${dispatch}.${person}@example.org>`,
            state,
            epoch: 0,
            lease_until: 0,
            not_before: person % 2 === 0 ? createdAt + hour : null,
            next_attempt_at: 0,
            attempts: 1,
            first_attempt_at: null,
            reason: null,
            reply_code: null,
            reply_enhanced: null,
            reply_text: null,
            planned_at: createdAt,
            updated_at: createdAt + hour + random(10_000),
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        if (random(4) === 0)
          await db
            .insertInto('consents')
            .values({
              subscriber: id(person),
              kind: random(3) === 0 ? 'confirmed' : 'withdrawn',
              lists: null,
              wording: null,
              wording_locale: null,
              source: 'one-click',
              evidence: person % 4 === 0 ? 'taken back: mail x' : null,
              message_id: null,
              dispatch: random(4) === 0 ? null : dispatch,
              requested_at: null,
              at: createdAt + random(100) * hour,
              erased_at: null,
            })
            .execute();
        if (random(5) === 0)
          await db
            .insertInto('feedback_events')
            .values({
              source: 'mail',
              event: `e${delivery}`,
              kind: random(2) === 0 ? 'reply' : 'auto-reply',
              at: createdAt,
              received_at: createdAt,
              tried_at: createdAt,
              authenticated: 0,
              recipient: null,
              message_id: null,
              provider_id: null,
              return_path: null,
              status: null,
              permanent: null,
              diagnostic: null,
              cause: null,
              state: random(5) === 0 ? 'refused' : 'applied',
              dispatch,
              delivery,
              subscriber: id(person),
              moved_from: null,
              moved_to: person % 3 === 0 ? 'accepted' : null,
              reader_effect: null,
              dispatch_effect: null,
              undone_at: null,
            })
            .execute();
      }
    }
    // This person left by the first dispatch, returned, left by the second one, and took only that back.
    const own = { lists: null, wording: null, wording_locale: null, message_id: null, requested_at: null };
    for (const [kind, dispatch, evidence] of [
      ['withdrawn', 1, null],
      ['confirmed', null, null],
      ['withdrawn', 2, null],
      ['added', null, 'taken back: mail y'],
    ] as const)
      await db
        .insertInto('consents')
        .values({
          ...own,
          subscriber: id(1),
          kind,
          dispatch,
          evidence,
          source: 'page',
          at: 900 * hour,
          erased_at: null,
        })
        .execute();
  });
}

/** Counts the figures again, one row after the other. */
async function countAgain(store: Store, dispatch: number, locale: string | undefined) {
  const rows = await store.read(async (db) => ({
    deliveries: await db.selectFrom('deliveries').selectAll().where('dispatch', '=', dispatch).execute(),
    consents: await db.selectFrom('consents').selectAll().execute(),
    events: await db.selectFrom('feedback_events').selectAll().where('dispatch', '=', dispatch).execute(),
  }));
  const own = rows.deliveries.filter((row) => locale === undefined || row.locale === locale);
  const people = new Set(own.map(({ subscriber }) => subscriber));
  const number = (...wanted: readonly DeliveryState[]) =>
    own.filter(({ state }) => wanted.includes(state)).length;
  const took = own
    .filter(({ state }) => state === 'accepted')
    .filter(({ id }) => !rows.events.some((event) => event.delivery === id && event.moved_to !== null))
    .map((row) => Number(row.updated_at) - Number(row.not_before ?? row.planned_at))
    .sort((one, other) => one - other);
  const isTakenBack = ({ subscriber, id }: { subscriber: string; id: number }) => {
    const later = rows.consents
      .filter((row) => row.subscriber === subscriber && Number(row.id) > Number(id))
      .sort((one, other) => Number(one.id) - Number(other.id));
    const again = later.findIndex((row) => row.kind === 'withdrawn');
    return later
      .slice(0, again === -1 ? later.length : again)
      .some((row) => row.evidence?.startsWith('taken back: '));
  };
  return {
    recipients: own.length - number('skipped'),
    delivered: number('accepted', 'complained'),
    bounced: number('bounced'),
    refused: number('rejected'),
    uncertain: number('uncertain'),
    unsent: number('deferred', 'expired'),
    complained: number('complained'),
    left: new Set(
      rows.consents
        .filter(({ kind, subscriber }) => kind === 'withdrawn' && people.has(subscriber))
        .filter((consent) => consent.dispatch === dispatch && !isTakenBack(consent))
        .map(({ subscriber }) => subscriber),
    ).size,
    replies: rows.events.filter(
      ({ kind, state, subscriber }) =>
        kind === 'reply' && state === 'applied' && people.has(subscriber ?? ''),
    ).length,
    time: {
      half: took[Math.ceil(took.length * 0.5) - 1],
      nineteenOfTwenty: took[Math.ceil(took.length * 0.95) - 1],
      last: took.at(-1),
    },
  };
}

describe.each(kinds)('on %s', (kind) => {
  test('every figure is that of the rows, counted again one by one', async () => {
    const store = await createStore(kind);
    await fill(store);
    const { issues, readers } = await readReport(store, { transport: 'smtp', latest: 12 });
    expect(issues.map(({ issue, revision }) => [issue, revision])).toEqual([
      ['summer', 1],
      ['spring', 2],
      ['spring', 1],
    ]);
    for (const issue of issues) {
      expect(issue).toMatchObject(await countAgain(store, issue.dispatch, undefined));
      expect(issue.left).toBeGreaterThan(0);
      expect(issue.replies).toBeGreaterThan(0);
      expect(issue.editions.map(({ locale }) => locale)).toEqual(['en', 'fy', 'nl']);
      for (const edition of issue.editions)
        expect(edition).toMatchObject(await countAgain(store, issue.dispatch, edition.locale));
    }
    const consents = await store.read((db) =>
      db
        .selectFrom('consents')
        .selectAll()
        .where('kind', '=', 'confirmed')
        .where('evidence', 'is', null)
        .execute(),
    );
    const joined = (from: number, until: number) =>
      new Set(consents.filter(({ at }) => at >= from && at < until).map(({ subscriber }) => subscriber)).size;
    expect(issues.map(({ newSince }) => newSince)).toEqual([
      joined(300 * hour, Number.POSITIVE_INFINITY),
      joined(200 * hour, 300 * hour),
      joined(100 * hour, 200 * hour),
    ]);
    expect(readers.reduce((sum, { count }) => sum + count, 0)).toBe(48);
    expect(readers.map(({ locale }) => locale).sort()).toEqual(['', 'en', 'fy', 'nl']);

    // An erased person still counts, under a pseudonym.
    const [summer] = issues;
    await store.transaction(async (db) => {
      for (const table of ['deliveries', 'consents'] as const)
        await db
          .updateTable(table)
          .set({ subscriber: 'f'.repeat(32) })
          .where('subscriber', '=', '1'.padStart(32, '0'))
          .execute();
    });
    expect((await readReport(store, { transport: 'smtp', latest: 1 })).issues).toEqual([summer]);
    const named = await readReport(store, { transport: 'smtp', latest: 12, names: ['spring'] });
    expect(named.issues.map(({ dispatch }) => dispatch)).toEqual([2, 1]);
    expect(await readPageAddresses(store, { transport: 'smtp', latest: 1 })).toHaveLength(3);
    expect((await readReport(store, { transport: 'outbox', latest: 12 })).issues).toEqual([]);
  });
});
