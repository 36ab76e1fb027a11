import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deliver } from '../../pipeline/delivery/deliver.ts';
import { planDispatch } from '../../pipeline/delivery/plan/plan-dispatch.ts';
import { liftSuppressions } from '../../pipeline/delivery/suppression/lift-suppressions.ts';
import type { Problem } from '../../pipeline/foundation/problems/problem.ts';
import { databasePlace } from '../../pipeline/state/database-place.ts';
import { folderPlace } from '../../pipeline/state/folder-place.ts';
import { keepLastLines } from '../../pipeline/state/journal.ts';
import type { NumberedLine, Place } from '../../pipeline/state/place.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { addSubscriber } from '../../pipeline/subscribers/add-subscriber.ts';
import { applyRetention } from '../../pipeline/subscribers/apply-retention.ts';
import { changePreferences } from '../../pipeline/subscribers/change-preferences.ts';
import { eraseSubscribers } from '../../pipeline/subscribers/erase-subscribers.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { findSubscriber } from '../../pipeline/subscribers/list-subscribers.ts';
import { type ParsedAddress, parseAddress } from '../../pipeline/subscribers/parse-address.ts';
import { suppressAddresses } from '../../pipeline/subscribers/suppress-addresses.ts';
import type { SuppressionList } from '../../pipeline/subscribers/suppression-list.ts';
import { unsubscribe, unsubscribeFromList } from '../../pipeline/subscribers/unsubscribe.ts';
import { addSubscribers, createRequest, planned } from '../delivery/support/audience.ts';
import { composerFor, createFakeTransport, createTime, refusal } from '../delivery/support/fake-transport.ts';
import { startTestServer } from '../server/support/test-server.ts';
import { fillIn, post, readMail, until } from '../server/support/visitor.ts';
import { createRestorable } from '../store/support/backups.ts';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-journal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'mark');
}

const places = {
  'a folder': async () => folderPlace(await createFolder()),
  'a second database': async () => {
    const { databaseUrl = '' } = await createDatabase('postgres');
    const place = databasePlace(databaseUrl, 'COURANT_MARK');
    onTestFinished(() => place.close());
    return place;
  },
};

const day = 24 * 60 * 60 * 1000;
const now = 100 * day;
const names = ['anna', 'bram', 'carl', 'dora', 'emma', 'fien', 'gijs'];

/** Readers of both lists; the journal was begun when they came. */
async function createList(kind: Store['kind'], place: Place) {
  const database = await createRestorable(kind);
  const problems: Problem[] = [];
  const use = <Result>(work: (store: Store, suppressions: SuppressionList) => Promise<Result>) =>
    database.use(async (store) => {
      const onUnwritten = (problem: Problem) => problems.push(problem);
      const options = { found: { place, kind: 'named' }, onUnwritten } as const;
      return work(store, await openSuppressions(store, options));
    });
  const add = (store: Store, suppressions: SuppressionList, name: string, at = 1000) =>
    addSubscriber(
      store,
      {
        address: parseAddress(`${name}@example.org`) as ParsedAddress,
        name,
        locale: 'en',
        lists: ['weekly', 'daily'],
        evidence: 'a test',
        lift: true,
        now: at,
      },
      suppressions,
    );
  await use(async (store, suppressions) => {
    await suppressions.journal.begin();
    for (const name of names) await add(store, suppressions, name);
  });
  const idOf = async (store: Store, name: string) =>
    (await findSubscriber(store, `${name}@example.org`))?.id ?? '';
  /** What is said about somebody: their state, and the lists that they are on. */
  const stateOf = (name: string) =>
    database.use(async (store) => {
      const found = await findSubscriber(store, `${name}@example.org`);
      return found && `${found.state} ${found.lists.join('+')}`.trim();
    });
  const catchUp = () => use((_, { journal }) => journal.catchUp());
  const audience = () => database.use((store) => planDispatch(store, createRequest(), now + day));
  return { ...database, use, add, idOf, stateOf, catchUp, audience, problems };
}

describe.each(kinds)('on %s', (kind) => {
  describe.each(Object.entries(places))('with the journal in %s', (_, createPlace) => {
    test('a restored backup forgets nobody who left, however they left', async () => {
      const list = await createList(kind, await createPlace());
      await list.backUp();
      await list.use(async (store, suppressions) => {
        const id = (name: string) => list.idOf(store, name);
        const at = { suppressions, now };
        await unsubscribe(store, [{ subscriber: await id('anna'), source: 'one-click' }], at);
        await suppressAddresses(store, ['bram@example.org'], at);
        const erased = [await id('carl')];
        await store.transaction((db) => eraseSubscribers(db, erased, { ...at, reason: 'erased' }));
        await unsubscribeFromList(store, { subscriber: await id('dora'), source: 'page' }, 'daily', at);
        const choices = { name: 'Emma', locale: 'en', timeZone: undefined, pausedUntil: undefined };
        await changePreferences(store, await id('emma'), { ...choices, lists: ['daily'] }, at);
        const csv = 'address,state\nfien@example.org,unsubscribed\ngijs@example.org,disabled\n';
        await importSubscribers(store, {
          bytes: new TextEncoder().encode(csv),
          file: 'former.csv',
          source: 'import',
          suppressions,
          clock: () => now,
        });
      });
      const before = await Promise.all(names.map(list.stateOf));
      await list.restore();
      expect((await list.audience()).total).toBe(7);
      const { people } = await list.catchUp();
      expect(people).toBeGreaterThanOrEqual(5);
      expect(await Promise.all(names.map(list.stateOf))).toEqual(before);
      expect(before.slice(0, 5)).toEqual([
        'unsubscribed daily+weekly',
        'suppressed daily+weekly',
        undefined,
        'active weekly',
        'active daily',
      ]);
      await list.use(async (store, suppressions) => {
        const found = await store.read((db) =>
          suppressions.find(db, ['bram@example.org', 'carl@example.org']),
        );
        expect(found.get('bram@example.org')).toMatchObject([{ reason: 'operator', scope: '*' }]);
        expect(found.get('carl@example.org')).toMatchObject([{ reason: 'erased', scope: '*' }]);
      });
      expect(await list.catchUp(), 'once is enough').toEqual({ people: 0, problems: [] });
    });

    test('a later consent wins, before the backup and after it', async () => {
      const list = await createList(kind, await createPlace());
      const leave = (name: string, at: number) =>
        list.use(async (store, suppressions) => {
          const subscriber = await list.idOf(store, name);
          await unsubscribe(store, [{ subscriber, source: 'page' }], { suppressions, now: at });
        });
      await leave('anna', now);
      await list.backUp();
      await leave('bram', now);
      await list.use(async (store, suppressions) => {
        await list.add(store, suppressions, 'anna', now + 1);
        await list.add(store, suppressions, 'bram', now + 1);
      });
      await list.restore();
      await list.catchUp();
      expect(await list.stateOf('anna')).toBe('active daily+weekly');
      expect(await list.stateOf('bram')).toBe('active daily+weekly');
      // And what comes after that wins again.
      await leave('anna', now + 2);
      await list.restore();
      await list.catchUp();
      expect(await list.stateOf('anna')).toBe('unsubscribed daily+weekly');
    });

    test('only the tail that the database lacks is read', async () => {
      const place = await createPlace();
      const list = await createList(kind, place);
      const asked: number[] = [];
      const spied: Place = {
        ...place,
        async readLines(after) {
          asked.push(after);
          return place.readLines(after);
        },
      };
      await list.backUp();
      await list.use((store, suppressions) =>
        suppressAddresses(store, ['anna@example.org'], { suppressions, now }),
      );
      const end = await place.readEnd();
      const open = (store: Store) => openSuppressions(store, { found: { place: spied, kind: 'named' } });
      await list.use(async (store) => (await open(store)).journal.catchUp());
      expect(asked).toEqual([]);
      await list.restore();
      await list.use(async (store) => (await open(store)).journal.catchUp());
      expect(asked).toEqual([end - 1]);
    });

    test('a database that is restored under a running server is caught up by the next withdrawal', async () => {
      const list = await createList(kind, await createPlace());
      await list.backUp();
      await list.use((store, suppressions) =>
        suppressAddresses(store, ['anna@example.org'], { suppressions, now }),
      );
      await list.restore();
      // Nothing caught up at a start.
      await list.use((store, suppressions) =>
        suppressAddresses(store, ['bram@example.org'], { suppressions, now: now + 1 }),
      );
      expect(await list.stateOf('anna')).toBe('suppressed daily+weekly');
      expect(await list.stateOf('bram')).toBe('suppressed daily+weekly');
    });

    test('a place that is begun, or was lost, has every withdrawal that the database knows', async () => {
      const place = await createPlace();
      const list = await createList(kind, place);
      await list.use(async (store, suppressions) => {
        await suppressAddresses(store, ['anna@example.org'], { suppressions, now });
        const subscriber = await list.idOf(store, 'bram');
        await unsubscribe(store, [{ subscriber, source: 'page' }], { suppressions, now });
      });
      await place.replaceLines([]);
      expect((await list.catchUp()).problems).toMatchObject([{ code: 'journal-shortened' }]);
      const lines = await place.readLines(0);
      expect(lines.map(({ kind: what }) => what).sort()).toEqual(['left', 'operator']);
    });

    test('retention keeps the last word about each person, and nothing older than a backup', async () => {
      const place = await createPlace();
      const list = await createList(kind, place);
      await list.use(async (store, suppressions) => {
        await suppressAddresses(store, ['anna@example.org'], { suppressions, now });
        await list.add(store, suppressions, 'anna', now + 1);
        await suppressAddresses(store, ['bram@example.org'], { suppressions, now: now + 2 });
        const retention = {
          signups: 7,
          unsubscribed: 365,
          deliveries: 730,
          consents: 1825,
          webhooks: 14,
          returned: 30,
          backups: 50,
        };
        await applyRetention(store, { retention, suppressions, now: now + day });
      });
      const lines = await place.readLines(0);
      expect(lines.map(({ kind: what, scope }) => `${what} ${scope}`)).toEqual([
        'returned *',
        'returned weekly',
        'returned daily',
        'operator *',
      ]);
      // Numbers stay what they were: the database still fits.
      expect(await list.catchUp()).toEqual({ people: 0, problems: [] });
    });
  });

  test('a restored backup mails the right people, however they left or came back', async () => {
    const list = await createList(kind, folderPlace(await createFolder()));
    const many = Array.from({ length: 40 }, (_, number) => `reader${number}@example.org,en`);
    const leave = (name: string) =>
      list.use(async (store, suppressions) => {
        const subscriber = await list.idOf(store, name);
        await unsubscribe(store, [{ subscriber, source: 'page' }], { suppressions, now: 2000 });
      });
    /** A dispatch finds that the address of this reader does not exist. */
    const dispatchWithout = (name: string, issue: string) =>
      list.use(async (store, suppressions) => {
        const dispatch = await planned(store, { issue });
        const gone = refusal(550, '5.1.1', 'No such user');
        const answer = (to: string) => (to === `${name}@example.org` ? gone : undefined);
        const { transport } = createFakeTransport(answer);
        await deliver({ store, dispatch, transport, composerFor, suppressions, ...createTime(3000) });
      });
    /** Fills in the form; the link of the mail is opened later. */
    const signUp = (name: string) =>
      list.use(async (store, suppressions) => {
        const { origin, mails, stop } = await startTestServer({ store, suppressions });
        await fillIn(origin, { address: `${name}@example.org` });
        await until(() => mails.length > 0);
        await stop();
        return new URL(readMail({ raw: mails[0]?.raw ?? Buffer.alloc(0) }).link).pathname;
      });
    /** A path of the server, or the link that unsubscribes somebody by one click. */
    const postTo = (target: string | { leave: string }, fields: Record<string, string>) =>
      list.use(async (store, suppressions) => {
        const { origin, links, stop } = await startTestServer({ store, suppressions });
        const url =
          typeof target === 'string'
            ? `${origin}${target}`
            : links.unsubscribeUrl(await list.idOf(store, target.leave), 'en');
        const { status } = await post(url, fields);
        await stop();
        return status;
      });

    await list.use((store) => addSubscribers(store, many));
    await leave('emma');
    await dispatchWithout('fien', 'first');
    const emma = await signUp('emma');
    const zoe = await signUp('zoe');
    await list.backUp();

    const oneClick = { 'List-Unsubscribe': 'One-Click' };
    expect(await postTo({ leave: 'anna' }, oneClick)).toBe(200);
    await dispatchWithout('bram', 'second');
    await list.use((store, suppressions) =>
      liftSuppressions(store, { normalised: 'fien@example.org' }, { suppressions, now: Date.now() }),
    );
    expect(await postTo(emma, { do: 'yes' })).toBe(303);
    expect(await postTo(zoe, { do: 'yes' })).toBe(303);
    const states = () => Promise.all(['anna', 'bram', 'fien', 'emma', 'zoe'].map(list.stateOf));
    const before = await states();
    await list.restore();
    expect((await list.catchUp()).people).toBe(4);
    const after = await states();
    expect(after.slice(0, 4)).toEqual(before.slice(0, 4));
    expect(after.map((state) => state?.split(' ')[0])).toEqual([
      'unsubscribed',
      'suppressed',
      'active',
      'active',
      // A hash does not give an address back: she opens her link again, or signs up again.
      undefined,
    ]);
    expect(await postTo(zoe, { do: 'yes' })).toBe(303);
    expect(await list.stateOf('zoe')).toMatch(/^active/);

    const lift = (name: string) =>
      list.use((store, suppressions) =>
        liftSuppressions(store, { normalised: `${name}@example.org` }, { suppressions, now: Date.now() }),
      );
    expect([await lift('anna'), await lift('bram')], 'his evidence is gone').toEqual([0, 1]);
    const { received } = await list.use(async (store) => {
      const dispatch = await planned(store, { issue: 'third' }, Date.now());
      const { transport, received } = createFakeTransport();
      await deliver({ store, dispatch, transport, composerFor, ...createTime(Date.now()) });
      return { received };
    });
    const people = received.filter((to) => !to.startsWith('reader')).map((to) => to.split('@')[0]);
    expect(people.sort()).toEqual(['bram', 'carl', 'dora', 'emma', 'fien', 'gijs', 'zoe']);
    expect(received).toHaveLength(47);
  });

  test('a withdrawal holds when the journal cannot be written, and is written later', async () => {
    const folder = await createFolder();
    const good = folderPlace(folder);
    let isFull = false;
    const place: Place = {
      ...good,
      async appendLines(lines) {
        if (isFull) throw Object.assign(new Error('write'), { code: 'ENOSPC' });
        await good.appendLines(lines);
      },
    };
    const list = await createList(kind, place);
    await list.backUp();
    isFull = true;
    const suppress = (name: string) =>
      list.use((store, suppressions) =>
        suppressAddresses(store, [`${name}@example.org`], { suppressions, now }),
      );
    await suppress('anna');
    expect(list.problems).toMatchObject([
      { code: 'journal-unwritten', message: expect.stringMatching(/the disk is full.*One entry waits/) },
    ]);
    expect(await list.stateOf('anna')).toBe('suppressed daily+weekly');
    isFull = false;
    await list.catchUp();
    await list.restore();
    await list.catchUp();
    expect(await list.stateOf('anna')).toBe('suppressed daily+weekly');
  });

  test('withdrawals at the same moment are all in it, each with its own number', async () => {
    const place = folderPlace(await createFolder());
    const list = await createList(kind, place);
    await Promise.all(
      names.map((name) =>
        list.use((store, suppressions) =>
          suppressAddresses(store, [`${name}@example.org`], { suppressions, now }),
        ),
      ),
    );
    const numbers = (await place.readLines(0)).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect((await place.readLines(0)).filter(({ kind: what }) => what === 'operator')).toHaveLength(7);
  });
});

test('a line that a crash truncated is skipped, and the next one begins on a new line', async () => {
  const folder = await createFolder();
  const place = folderPlace(folder);
  const list = await createList('sqlite', place);
  const end = await place.readEnd();
  await appendFile(join(folder, 'withdrawals'), `${end + 1} 0f3a`);
  expect(await place.readEnd()).toBe(end);
  await list.use((store, suppressions) =>
    suppressAddresses(store, ['anna@example.org'], { suppressions, now }),
  );
  expect(await place.readEnd()).toBe(end + 1);
  expect((await place.readLines(end)).map(({ kind }) => kind)).toEqual(['operator']);
});

test('the journal contains no addresses', async () => {
  const folder = await createFolder();
  const list = await createList('sqlite', folderPlace(folder));
  await list.use((store, suppressions) =>
    suppressAddresses(store, ['anna@example.org'], { suppressions, now }),
  );
  expect(await readFile(join(folder, 'withdrawals'), 'utf8')).not.toMatch(/anna|@/);
});

test('another ledger writes nothing into a place that belongs to a ledger', async () => {
  const folder = await createFolder();
  await createList('sqlite', folderPlace(folder));
  const before = await readFile(join(folder, 'withdrawals'), 'utf8');
  const other = await createList('sqlite', folderPlace(folder));
  await other.use((store, suppressions) =>
    suppressAddresses(store, ['anna@example.org'], { suppressions, now }),
  );
  expect(await readFile(join(folder, 'withdrawals'), 'utf8')).toBe(before);
});

test('compaction keeps that somebody was erased, and why they may not come back', () => {
  const line = (number: number, kind: NumberedLine['kind']): NumberedLine => ({
    number,
    hash: 'a'.repeat(64),
    kind,
    scope: '*',
    at: number,
  });
  const kinds = (...lines: NumberedLine[]) => keepLastLines(lines, 0).map(({ kind }) => kind);
  expect(kinds(line(1, 'left'), line(2, 'operator'), line(3, 'erased'))).toEqual(['operator', 'erased']);
  expect(kinds(line(1, 'operator'), line(2, 'returned'), line(3, 'erased'))).toEqual(['erased']);
  // Retention records that an address goes which somebody suppressed long before.
  expect(kinds(line(1, 'operator'), line(2, 'left'))).toEqual(['operator', 'left']);
  expect(kinds(line(1, 'operator'), line(2, 'complained'))).toEqual(['complained']);
});
