import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../pipeline/store/store.ts';
import { exportSubscribers } from '../../pipeline/subscribers/export/export-subscribers.ts';
import { importSubscribers } from '../../pipeline/subscribers/import/import-subscribers.ts';
import { createValueNames } from '../../pipeline/subscribers/import/value-names.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { kinds } from '../store/support/databases.ts';
import { listSubscribers } from '../store/support/list-subscribers.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

const names = createValueNames({
  languages: { editions: ['nl', 'en', 'de'] },
  lists: [
    { id: 'weekly', name: { nl: 'De week', en: 'The week', de: 'Die Woche' } },
    { id: 'daily', name: { nl: 'Elke dag', en: 'Every day', de: 'Jeden Tag' } },
  ],
});

const add = async (
  store: Store,
  content: string | Uint8Array,
  options: Partial<Parameters<typeof importSubscribers>[1]> = {},
) =>
  importSubscribers(store, {
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    file: 'list.csv',
    source: 'import',
    clock: () => 1_000,
    names,
    lists: ['weekly'],
    suppressions: await openSuppressions(store),
    ...options,
  });

const summary = async (store: Store) =>
  (await listSubscribers(store)).map(({ address, name, locale, state }) => [address, name, locale, state]);

test('takes what Mailchimp exports: subscribed, unsubscribed and cleaned', async () => {
  const store = await createStore();
  const tail =
    'MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS';
  const row = (address: string, name: string, before = '') =>
    `${address},${name},${before}2,"2015-03-16 14:40:47",192.0.2.1,"2015-03-16 14:50:00",192.0.2.1,,,1,2,Europe/Amsterdam,NL,NH,"2015-03-16 14:40:47",12345,abcdef,,"""vip"",""town"""`;
  const files = {
    subscribed: `"Email Address","First Name","Last Name",${tail}\n${row('zoe@example.org', 'Zoë,"van Dijk"')}\n`,
    unsubscribed: `"Email Address","First Name","Last Name",UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,${tail}\n${row('gone@example.org', 'Go,Ne', '"2019-01-01 00:00:00",,,,,')}\n`,
    cleaned: `"Email Address","First Name","Last Name",CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,${tail}\n${row('dead@example.org', 'De,Ad', '"2019-01-01 00:00:00",,,')}\n`,
  };
  for (const content of Object.values(files))
    expect(await add(store, content)).toMatchObject({ format: 'mailchimp', added: 1, problems: [] });
  expect(await summary(store)).toEqual([
    ['dead@example.org', 'De Ad', undefined, 'suppressed'],
    ['gone@example.org', 'Go Ne', undefined, 'unsubscribed'],
    ['zoe@example.org', 'Zoë van Dijk', undefined, 'active'],
  ]);
  const consents = await store.read((db) => db.selectFrom('consents').selectAll().orderBy('id').execute());
  expect(consents).toMatchObject([
    {
      kind: 'imported',
      source: 'mailchimp',
      evidence: 'list.csv',
      requested_at: Date.UTC(2015, 2, 16, 14, 50),
    },
    { kind: 'withdrawn' },
    { kind: 'withdrawn' },
  ]);
  const suppressions = await openSuppressions(store);
  expect(await store.read((db) => suppressions.find(db, ['dead@example.org']))).toMatchObject(
    new Map([['dead@example.org', [{ reason: 'bounced' }]]]),
  );
});

test('takes what listmonk and Ghost export', async () => {
  const store = await createStore();
  const listmonk = `uuid,email,name,attributes,status,created_at,updated_at
6f0f7d4e-1,zoe@example.org,Zoë,"{""city"": ""Veermonde"", ""lang"": ""nl""}",enabled,2024-01-02T03:04:05Z,2024-01-02T03:04:05Z
6f0f7d4e-2,off@example.org,Off,{},disabled,2024-01-02T03:04:05Z,2024-01-02T03:04:05Z
6f0f7d4e-3,bad@example.org,Bad,not json,blocklisted,2024-01-02T03:04:05Z,2024-01-02T03:04:05Z
`;
  expect(await add(store, listmonk)).toMatchObject({ format: 'listmonk', added: 3, problems: [] });
  const ghost = `id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers
1,sean@example.org,Seán O'Brien,"likes
boats",true,false,,2023-05-06T07:08:09.000Z,,"vip,town",
2,quiet@example.org,Quiet,,false,false,,2023-05-06T07:08:09.000Z,,,
`;
  expect(await add(store, ghost)).toMatchObject({ format: 'ghost', added: 2, problems: [] });
  expect(await summary(store)).toEqual([
    ['bad@example.org', 'Bad', undefined, 'suppressed'],
    ['off@example.org', 'Off', undefined, 'unsubscribed'],
    ['quiet@example.org', 'Quiet', undefined, 'unsubscribed'],
    ['sean@example.org', "Seán O'Brien", undefined, 'active'],
    ['zoe@example.org', 'Zoë', 'nl', 'active'],
  ]);
});

test('reads UTF-8, UTF-16 and Latin-1, each as what it is', async () => {
  const text = 'address;name\nzoe@example.org;Zoë – “Š”\n';
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  const windows = Buffer.from(
    [...text].map((letter) => ({ '–': 0x96, '“': 0x93, '”': 0x94, Š: 0x8a })[letter] ?? letter.charCodeAt(0)),
  );
  for (const bytes of [Buffer.from(text), utf16, windows]) {
    const store = await createStore();
    await add(store, bytes);
    expect(await summary(store)).toEqual([['zoe@example.org', 'Zoë – “Š”', undefined, 'active']]);
  }
});

test('columns with other names are mapped, and lists are joined', async () => {
  const store = await createStore();
  const mapping = { address: 'E-mail adres', name: 'Naam' };
  const content = 'Naam|E-mail adres|lists\nZoë|zoe@example.org|daily;nothing\nLi|li@example.org|daily\n';
  const report = await add(store, content, { mapping, lists: ['weekly'] });
  expect(report.problems).toMatchObject([{ code: 'list-unknown', line: 2 }]);
  expect(await listSubscribers(store, { list: 'daily' })).toMatchObject([
    { address: 'li@example.org', name: 'Li', lists: ['daily', 'weekly'] },
  ]);
});

describe.each(kinds)('on %s', (kind) => {
  test('an import brings back neither suppressed people nor people who left', async () => {
    const store = await createStore(kind);
    const suppressions = await openSuppressions(store);
    await store.transaction((db) => suppressions.add(db, ['gone@example.org'], 'erased', 1));
    await add(store, 'address\nleft@example.org\n');
    await store.transaction(async (db) => {
      await db.updateTable('subscribers').set({ state: 'unsubscribed' }).execute();
    });
    const report = await add(
      store,
      'address,name\nGONE@example.org,\nleft@example.org,Lea\nnew@example.org,\n',
    );
    expect(report).toMatchObject({ added: 1, updated: 1, refused: 1 });
    expect(report.problems).toMatchObject([{ code: 'subscriber-suppressed', line: 2, severity: 'warning' }]);
    expect(await summary(store)).toEqual([
      ['left@example.org', 'Lea', undefined, 'unsubscribed'],
      ['new@example.org', undefined, undefined, 'active'],
    ]);
  });

  test('no cell of an export begins a formula, and an address keeps its first sign', async () => {
    const one = await createStore(kind);
    const addresses = [
      "=cmd|'/Ccalc'!A0@example.org",
      '+1@example.org',
      '-1@example.org',
      '\uff1d1@example.org',
      "'a@example.org",
    ];
    await add(one, `address,name\n${addresses.map((each) => `${each},\uff0b1`).join('\n')}\n`);
    const csv = (await Array.fromAsync(exportSubscribers(one, {}, 'csv'))).join('');
    for (const cell of csv.trimEnd().split(/[\n,]/))
      expect(cell).not.toMatch(/^"?[=+\-@\uff1d\uff0b\uff0d\uff20]/);
    const other = await createStore(kind);
    expect(await add(other, csv)).toMatchObject({ format: 'courant', added: 5, problems: [] });
    const written = (await listSubscribers(other)).map(({ address }) => address);
    expect(written.sort()).toEqual(addresses.sort());
  });

  test('an export can be imported again without a change', async () => {
    const one = await createStore(kind);
    await add(
      one,
      'address,name,locale,lists\na@example.org,"=HYPERLINK(""evil"")",nl,daily\nb@example.org,"Two\nlines, and ""quotes""",en-GB,weekly\nc@example.org,\'s Gravesande,,weekly;daily\n',
      { lists: [] },
    );
    const csv = (await Array.fromAsync(exportSubscribers(one, {}, 'csv'))).join('');
    expect(csv).toContain(`"'=HYPERLINK(""evil`);
    const other = await createStore(kind);
    expect(await add(other, csv, { lists: [] })).toMatchObject({ format: 'courant', added: 3, problems: [] });
    const plain = async (store: Store) =>
      (await listSubscribers(store)).map(({ id: _, source: __, createdAt: ___, ...rest }) => rest);
    expect(await plain(other)).toEqual(await plain(one));
    const json = JSON.parse(
      (await Array.fromAsync(exportSubscribers(one, { locale: 'nl' }, 'json'))).join(''),
    );
    expect(json).toMatchObject([{ address: 'a@example.org', lists: ['daily'] }]);
  });
});

test('an unclosed quote breaks its own row, not the rest of the file', async () => {
  const store = await createStore();
  const rows = Array.from({ length: 500 }, (_, i) => `reader${i}@example.org,Reader ${i}`);
  rows[10] = 'reader10@example.org,"Reader';
  rows[300] = 'reader300@example.org,5" high';
  const report = await add(store, ['address,name', ...rows].join('\n'));
  expect(report.problems.map(({ code, line }) => [code, line])).toEqual([
    ['csv-syntax', 12],
    ['csv-syntax', 302],
  ]);
  expect(report.added).toBe(498);
});

test('quotes that MailPoet escapes with a backslash are read, also beside rows that double them', async () => {
  const store = await createStore();
  const csv = String.raw`"Email","Name"
"jan@example.org","Jan \"Joop\" de Vries"
"pat@example.org","O\"Brien"
"plank@example.org","5\""
"rule@example.org","A ""B"" C"
"slash@example.org","Ends with \"
"two@example.org","Two
lines"
"last@example.org","L"`;
  expect(await add(store, csv)).toMatchObject({ added: 7, problems: [] });
  const people = (await listSubscribers(store)).map(({ name }) => name);
  expect(people.sort()).toEqual(
    ['Jan "Joop" de Vries', 'O"Brien', '5"', 'A "B" C', 'Ends with \\', 'Two lines', 'L'].sort(),
  );
});

test('no input breaks the import: each row is accepted or reported', async () => {
  const shared = await createStore();
  const cell = fc.oneof(
    fc.constantFrom(
      'zoe@example.org',
      '"',
      '""',
      '"a\nb"',
      ',',
      ';',
      '\t',
      '\r',
      '\r\n',
      '\0',
      '=1+1',
      '\ufeff',
    ),
    fc.string({ unit: 'binary' }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell)), async (rows) => {
      const text = rows.map((cells) => cells.join(',')).join('\n');
      await add(shared, `address,name\n${text}`);
    }),
    { numRuns: 150 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await add(shared, bytes);
    }),
    { numRuns: 150 },
  );
  for (const { name } of await listSubscribers(shared)) expect(name ?? '').not.toMatch(/[\r\n\0]/);
});
