import type { Store } from '../../store/store.ts';
import { readCounts } from '../webhooks/count-requests.ts';
import { readEventTotals } from './read-totals.ts';

/** What came back in figures for a monitoring system; see `dispatches/measure-ledger.ts`. */
export async function measureFeedback(store: Store) {
  const events = await readEventTotals(store);
  const requests = await readCounts(store);
  return [
    {
      name: 'courant_feedback_events',
      help: 'What came back about messages, by source, kind and state.',
      samples: events.map(({ source, kind, state, count }) => ({
        labels: { source, kind, state },
        value: count,
      })),
    },
    {
      name: 'courant_webhook_requests',
      help: 'Requests of mail providers by outcome, and events in them that were ignored or unreadable.',
      samples: sumByOutcome(requests).map(({ source, outcome, count }) => ({
        labels: { source, outcome },
        value: count,
      })),
    },
  ];
}

function sumByOutcome(requests: readonly { source: string; outcome: string; count: number }[]) {
  return [...Map.groupBy(requests, ({ source, outcome }) => `${source} ${outcome}`).values()].flatMap(
    (own) => {
      const [first] = own;
      return first === undefined ? [] : [{ ...first, count: own.reduce((sum, { count }) => sum + count, 0) }];
    },
  );
}
