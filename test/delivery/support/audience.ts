import { type DispatchRequest, planDispatch } from '../../../pipeline/delivery/plan/plan-dispatch.ts';
import { recordPlan } from '../../../pipeline/delivery/plan/record-plan.ts';
import { smtp } from '../../../pipeline/delivery/smtp/smtp.ts';
import type { Edition } from '../../../pipeline/editions/edition.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { importSubscribers } from '../../../pipeline/subscribers/import/import-subscribers.ts';
import { openSuppressions } from '../../store/support/suppressions.ts';

/**
 * Imports subscribers from rows such as `reader1@example.org,nl`. By default they count as real subscribers.
 */
export async function addSubscribers(
  store: Store,
  rows: readonly string[],
  source: 'import' | 'sample' = 'import',
) {
  const bytes = new TextEncoder().encode(['address,locale,name', ...rows].join('\n'));
  const report = await importSubscribers(store, {
    bytes,
    file: 'list.csv',
    source,
    suppressions: await openSuppressions(store),
  });
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
    transport: smtp,
    ready: [createEdition('en'), createEdition('nl')],
    configured: ['en', 'nl'],
    source: 'en',
    missing: 'hold',
    ...overrides,
  };
}

/** Plans a dispatch, records the plan, and returns the number of the dispatch. */
export async function planned(
  store: Store,
  overrides: Partial<DispatchRequest> = {},
  now = 1_000,
): Promise<number> {
  const request = createRequest(overrides);
  const plan = await planDispatch(store, request, Date.now());
  const { dispatch } = await recordPlan(store, plan, request, {
    messageDomain: 'example.org',
    clock: () => now,
  });
  if (dispatch === undefined) throw new Error('There is nobody to send it to');
  return dispatch;
}
