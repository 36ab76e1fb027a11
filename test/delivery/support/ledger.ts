import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type DispatchRequest, planDispatch } from '../../../pipeline/delivery/plan-dispatch.ts';
import { recordPlan } from '../../../pipeline/delivery/record-plan.ts';
import type { Edition } from '../../../pipeline/editions/edition.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { importSubscribers } from '../../../pipeline/subscribers/import-subscribers.ts';
import { createDatabase } from '../../store/support/databases.ts';

/** A folder that is gone after the test. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function createStore(kind: Store['kind'] = 'sqlite'): Promise<Store> {
  return (await createDatabase(kind)).open();
}

/** Subscribers as `reader1@example.org,nl`; the source is a real list. */
export async function addSubscribers(
  store: Store,
  rows: readonly string[],
  source: 'import' | 'sample' = 'import',
) {
  const bytes = new TextEncoder().encode(['address,locale,name', ...rows].join('\n'));
  const report = await importSubscribers(store, { bytes, file: 'list.csv', source });
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems));
}

export function createEdition(locale: string, text = 'Hello'): Edition {
  return {
    issue: '2026-01-01-first',
    locale,
    direction: 'ltr',
    subject: `${text} ${locale}`,
    preheader: '',
    headline: text,
    html: [text],
    text: [text],
    from: { name: 'Courant', address: 'news@example.org' },
    replyTo: undefined,
    list: { name: 'Courant', id: `${locale}.courant.example.org` },
    webUrl: `https://example.org/${locale}/`,
    archiveUrl: `https://example.org/${locale}/`,
    helpUrl: 'https://example.org/help',
    hash: `hash-${locale}-${text}`,
  };
}

export function createRequest(overrides: Partial<DispatchRequest> = {}): DispatchRequest {
  return {
    issue: '2026-01-01-first',
    transport: 'smtp',
    ready: [createEdition('en'), createEdition('nl')],
    configured: ['en', 'nl'],
    source: 'en',
    missing: 'hold',
    ...overrides,
  };
}

/** Plans and records; returns the dispatch. */
export async function planned(
  store: Store,
  overrides: Partial<DispatchRequest> = {},
  now = 1_000,
): Promise<number> {
  const request = createRequest(overrides);
  const plan = await planDispatch(store, request);
  const { dispatch } = await recordPlan(store, plan, request, {
    messageDomain: 'example.org',
    clock: () => now,
  });
  return dispatch;
}

/** The rows of the ledger as an operator would read them. */
export function readRows(store: Store, dispatch: number) {
  return store.read((db) =>
    db.selectFrom('deliveries').selectAll().where('dispatch', '=', dispatch).orderBy('id').execute(),
  );
}

/** `{ 'reader1@example.org': 'accepted' }`. */
export async function readStates(store: Store, dispatch: number): Promise<Record<string, string>> {
  const rows = await readRows(store, dispatch);
  return Object.fromEntries(rows.map(({ address, state }) => [address, state]));
}
