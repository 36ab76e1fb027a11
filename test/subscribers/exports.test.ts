import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type ImportReport,
  importSubscribers,
} from '../../pipeline/subscribers/import/import-subscribers.ts';
import { createValueNames } from '../../pipeline/subscribers/import/value-names.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { listSubscribers } from '../store/support/list-subscribers.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

const names = createValueNames({
  languages: { editions: ['nl', 'en'] },
  lists: [
    { id: 'weekly', name: { nl: 'Wekelijks', en: 'Weekly' } },
    { id: 'agenda', name: { nl: 'De agenda', en: 'What is on' } },
  ],
});

/** What is expected of a file: people by the first part of their address, each as `state language lists`. */
interface Expected {
  readonly people: Readonly<Record<string, string>>;
  /** When Anna agreed; undefined where the file does not say. */
  readonly agreed: string | undefined;
  readonly lists?: readonly string[];
}

const agreed = '2021-03-04T10:05:00.000Z';
const anna = 'active nl weekly';
const formats: Readonly<Record<string, Expected>> = {
  mailchimp: { agreed, people: { anna, gone: 'unsubscribed en weekly' } },
  mailpoet: {
    agreed,
    lists: [],
    people: {
      anna: 'active - agenda+weekly',
      bram: 'active - agenda',
      dead: 'suppressed - weekly',
      gone: 'unsubscribed - weekly',
      left: 'unsubscribed - weekly',
    },
  },
  laposta: {
    agreed,
    people: {
      anna,
      dead: 'suppressed nl weekly',
      gone: 'unsubscribed en weekly',
      new: 'unsubscribed nl weekly',
    },
  },
  brevo: { agreed, people: { anna, gone: 'unsubscribed en weekly' } },
  substack: { agreed, people: { anna: 'active - weekly', gone: 'unsubscribed - weekly' } },
  listmonk: {
    agreed,
    people: { anna, gone: 'unsubscribed - weekly', spam: 'suppressed - weekly' },
  },
  ghost: { agreed, people: { anna: 'active - weekly', gone: 'unsubscribed - weekly' } },
  keila: {
    agreed: undefined,
    people: { anna, dead: 'suppressed - weekly', gone: 'unsubscribed - weekly' },
  },
  buttondown: {
    agreed,
    people: {
      anna,
      dead: 'suppressed - weekly',
      gone: 'unsubscribed - weekly',
      new: 'unsubscribed - weekly',
      paid: 'active - weekly',
      spam: 'suppressed - weekly',
    },
  },
};

const plain = ({ counts: { states, locales, lists }, ...rest }: ImportReport) => ({
  ...rest,
  states,
  locales,
  lists,
});

describe.each(Object.entries(formats))('an export of %s', (format, expected) => {
  test('is counted by a dry run, and taken: states, languages, lists and days of consent', async () => {
    const store = await createStore();
    const options = {
      bytes: await readFile(join(import.meta.dirname, 'exports', `${format}.csv`)),
      file: `${format}.csv`,
      source: 'import',
      clock: () => Date.UTC(2026, 0, 1),
      names,
      lists: expected.lists ?? ['weekly'],
      suppressions: await openSuppressions(store),
    } as const;
    const tried = await importSubscribers(store, { ...options, dryRun: true });
    expect(await listSubscribers(store)).toEqual([]);
    const taken = await importSubscribers(store, options);
    expect(plain(taken)).toEqual(plain(tried));
    const people = Object.keys(expected.people).length;
    expect(taken).toMatchObject({ added: people, unchanged: 0, refused: 0, problems: [] });
    const sum = [...taken.counts.states.values()].reduce((total, count) => total + count, 0);
    expect(sum).toBe(people);
    const found = (await listSubscribers(store)).map(({ address, state, locale, lists }) => [
      address.split('@')[0],
      `${state} ${locale ?? '-'} ${[...lists].sort().join('+')}`,
    ]);
    expect(Object.fromEntries(found)).toEqual(expected.people);
    const consents = await store.read((db) =>
      db
        .selectFrom('consents')
        .innerJoin('subscribers', 'subscribers.id', 'consents.subscriber')
        .select(['consents.kind', 'consents.requested_at'])
        .where('normalised', '=', 'anna@example.org')
        .execute(),
    );
    const at = consents[0]?.requested_at;
    expect(at == null ? undefined : new Date(Number(at)).toISOString()).toBe(expected.agreed);
    // The same file again changes nothing.
    expect(await importSubscribers(store, options)).toMatchObject({ added: 0, updated: 0 });
  });
});

test('a column for each list, with yes and no as people write them', async () => {
  const store = await createStore();
  const rows = [
    'E-mailadres;Naam;Wekelijks;De agenda',
    'a@example.org;A;ja;nee',
    'b@example.org;B; JA ;x',
    'c@example.org;C;;1',
    'd@example.org;D;12-03-2019;-',
    'e@example.org;E;misschien;ja',
    'f@example.org;F;nee;nee',
  ];
  const report = await importSubscribers(store, {
    bytes: Buffer.from(rows.join('\r\n')),
    file: 'leden.csv',
    source: 'import',
    names,
    suppressions: await openSuppressions(store),
  });
  expect(report.problems.map(({ code, line }) => [code, line])).toEqual([
    ['list-unknown', 6],
    ['list-missing', 7],
  ]);
  expect(report.problems[0]?.message).toContain('misschien');
  const found = (await listSubscribers(store)).map(({ address, lists }) => [address[0], [...lists].sort()]);
  expect(Object.fromEntries(found)).toEqual({
    a: ['weekly'],
    b: ['agenda', 'weekly'],
    c: ['agenda'],
    d: ['weekly'],
  });
  expect(Object.fromEntries(report.counts.lists)).toEqual({ weekly: 3, agenda: 2 });
});
