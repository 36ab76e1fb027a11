import { expect, test } from 'vitest';
import type { Store } from '../../pipeline/store/store.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { listSubscribers } from '../store/support/list-subscribers.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

const add = async (
  store: Store,
  text: string | Uint8Array,
  options: { dryRun?: boolean; source?: 'sample' | 'import' } = {},
) =>
  importSubscribers(store, {
    bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
    file: 'list.csv',
    source: 'import',
    clock: () => 1_000,
    suppressions: await openSuppressions(store),
    ...options,
  });

const list = async (store: Store) =>
  (await listSubscribers(store)).map(({ address, name, locale }) => [address, name, locale]);

test('takes every separator, a byte order mark, CRLF, and a header in any order', async () => {
  for (const text of [
    'address,name,locale\nzoe@example.org,Zoë,nl\n',
    '\ufeffE-mail;Language;Name\r\nzoe@example.org;nl;Zoë\r\n',
    'name\temail address\tlang\nZoë\tzoe@example.org\tNL\n\n',
    '\n"Locale","Other","Email_Address","Full name"\n"nl","a,b","zoe@example.org"," Zoë "\n',
  ]) {
    const store = await createStore();
    expect(await add(store, text)).toMatchObject({ added: 1, updated: 0, unchanged: 0, problems: [] });
    expect(await list(store)).toEqual([['zoe@example.org', 'Zoë', 'nl']]);
  }
});

test('tells every refused row by its line, and never its address', async () => {
  const store = await createStore();
  const rows: [string, string | undefined][] = [
    ['address,locale,name', undefined],
    ['good@example.org,nl,"Two', undefined],
    ['lines"', undefined],
    ['no-at.example.org,nl', 'subscriber-address'],
    ['', undefined],
    ['two@at@example.org,nl', 'subscriber-address'],
    ['blank in@example.org,nl', 'subscriber-address'],
    ['nodomain@,nl', 'subscriber-address'],
    ['host@localhost,nl', 'subscriber-address'],
    ['dots..twice@example.org,nl', 'subscriber-address'],
    [`${'x'.repeat(65)}@example.org,nl`, 'subscriber-address'],
    ['angle<bracket@example.org,nl', 'subscriber-address'],
    ['percent@exam%70le.org,nl', 'subscriber-address'],
    ['number@127.0.0.1,nl', 'subscriber-address'],
    ['tongue@example.org,klingon!', 'subscriber-locale'],
    ['GOOD@Example.ORG,nl', 'subscriber-duplicate'],
    ['quote@example.org,"nl"x', 'csv-syntax'],
    ['after@example.org,en_GB', undefined],
    ['münchen@bücher.example,de', undefined],
  ];
  const report = await add(store, rows.map(([row]) => row).join('\n'));
  expect(
    report.problems.map(({ code, line }) => [code, line]).sort((a, b) => Number(a[1]) - Number(b[1])),
  ).toEqual(rows.flatMap(([, code], index) => (code ? [[code, index + 1]] : [])));
  expect(JSON.stringify(report.problems.map(({ hint: _, ...rest }) => rest))).not.toMatch(/@exam|@127|@at/i);
  expect(report.added).toBe(3);
  expect(await list(store)).toEqual([
    ['after@example.org', undefined, 'en-GB'],
    ['good@example.org', 'Two lines', 'nl'],
    ['münchen@bücher.example', undefined, 'de'],
  ]);
  const row = await store.read((db) =>
    db.selectFrom('subscribers').select('normalised').where('locale', '=', 'de').executeTakeFirst(),
  );
  expect(row?.normalised).toBe('münchen@xn--bcher-kva.example');
});

test('a second import updates changed values, and never reactivates people who unsubscribed', async () => {
  const store = await createStore();
  await add(store, 'address,name,locale\na@example.org,A,nl\nb@example.org,B,nl\nc@example.org,C,nl');
  await store.transaction(async (db) => {
    await db
      .updateTable('subscribers')
      .set({ state: 'unsubscribed' })
      .where('normalised', '=', 'a@example.org')
      .execute();
  });
  const before = await listSubscribers(store);
  const report = await add(
    store,
    'address,name,locale\nA@example.org,A,nl\nb@example.org,Bea,en\nc@example.org,,',
  );
  expect(report).toMatchObject({ added: 0, updated: 1, unchanged: 2 });
  const after = await listSubscribers(store);
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(after.map(({ name, locale, state }) => [name, locale, state])).toEqual([
    ['A', 'nl', 'unsubscribed'],
    ['Bea', 'en', 'active'],
    ['C', 'nl', 'active'],
  ]);
});

test('a sample reader in a real list becomes a subscriber, and never the other way round', async () => {
  const store = await createStore();
  await add(store, 'address\na@example.org', { source: 'sample' });
  await add(store, 'address\na@example.org');
  await add(store, 'address\na@example.org', { source: 'sample' });
  expect((await listSubscribers(store)).map(({ source }) => source)).toEqual(['import']);
});

test('a dry run counts and writes nothing', async () => {
  const store = await createStore();
  expect(await add(store, 'address\na@example.org', { dryRun: true })).toMatchObject({ added: 1 });
  expect(await list(store)).toEqual([]);
});

test('files that are not lists are refused as a whole', async () => {
  const store = await createStore();
  expect((await add(store, '')).problems).toMatchObject([{ code: 'file-empty' }]);
  const headless = await add(store, 'a@example.org,nl\nb@example.org,nl');
  expect(headless.problems).toMatchObject([{ code: 'csv-header', line: 1 }]);
  expect(JSON.stringify(headless)).not.toContain('@example');
  expect(await list(store)).toEqual([]);
});

test('thousands who are added together get different ids, which reveal nothing about their order', async () => {
  const store = await createStore();
  const rows = Array.from(
    { length: 2500 },
    (_, index) => `reader${String(index).padStart(4, '0')}@example.org`,
  );
  const bytes = new TextEncoder().encode(['address', ...rows].join('\n'));
  const suppressions = await openSuppressions(store);
  await importSubscribers(store, { bytes, file: 'list.csv', source: 'import', suppressions });
  const ids = (await listSubscribers(store)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(2500);
  expect(ids.filter((id) => !/^[0-9a-f]{32}$/.test(id))).toEqual([]);
  expect(ids).not.toEqual(ids.toSorted());
});

test('lists by language, state and source', async () => {
  const store = await createStore();
  await add(store, 'address,locale\na@example.org,nl\nb@example.org,en\nc@example.org,nl');
  expect((await listSubscribers(store, { locale: 'nl' })).length).toBe(2);
  expect((await listSubscribers(store, { state: 'unsubscribed' })).length).toBe(0);
  expect((await listSubscribers(store, { source: 'import' })).length).toBe(3);
});
