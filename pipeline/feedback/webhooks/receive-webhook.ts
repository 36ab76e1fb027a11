import type { Store } from '../../store/store.ts';
import type { WebhookOutcome } from '../../store/webhook-schema.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import type { Refusals } from './count-refusals.ts';
import { addCounts, type Counted, countRequests } from './count-requests.ts';
import type { ConfiguredProvider } from './open-webhooks.ts';
import type { Reading, Verdict, WebhookProvider, WebhookRequest } from './provider.ts';
import { CertificateUnavailable } from './sns-certificates.ts';

/** The outcome of a request, which the caller logs, with the status code of the answer. */
export interface Received {
  readonly outcome: 'read' | 'repeated' | 'forged' | 'old' | 'malformed' | 'unchecked' | 'failed';
  readonly status: 200 | 400 | 401 | 500 | 503;
  /** Why, for people; it never contains a part of the request. */
  readonly reason?: string | undefined;
  readonly events: number;
  readonly error?: unknown;
}

export interface WebhookDoor {
  readonly store: Store;
  readonly refusals: Refusals;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
  readonly certificate: (url: string) => Promise<string>;
  /** Visits the address that confirms a subscription. */
  readonly confirm: (url: string) => Promise<void>;
  /** Applies events. The same event again changes nothing. */
  readonly apply: (events: readonly FeedbackEvent[]) => Promise<unknown>;
}

/**
 * Receives a request of a provider. The events are applied before the request is recorded, so that a provider that gets
 * no answer sends the request again, and nothing is lost. A request that was applied before changes nothing, and is
 * answered as a success: it is usually a retry whose first answer was lost.
 */
export async function receiveWebhook(
  { provider, secrets, topics }: ConfiguredProvider,
  request: WebhookRequest,
  door: WebhookDoor,
): Promise<Received> {
  const { store, refusals, clock, certificate } = door;
  const now = clock();
  const verdict = await verifyRequest(provider, request, { secrets, topics, now, certificate });
  if (verdict.outcome !== 'genuine') {
    await refusals.count(provider.name, verdict.outcome);
    const status = { forged: 401, old: 401, malformed: 400, unchecked: 503 } as const;
    return { outcome: verdict.outcome, status: status[verdict.outcome], reason: verdict.reason, events: 0 };
  }
  if ((await readOutcome(store, provider.name, verdict.id)) === 'read') {
    await countRequests(store, provider.name, [{ outcome: 'repeated' }]);
    return { outcome: 'repeated', status: 200, events: 0 };
  }
  const reading = provider.read(request.json(), now);
  const body = new TextDecoder().decode(request.bytes).replaceAll('\0', '');
  const row = { source: provider.name, request: verdict.id, received_at: now, body };
  if (reading === undefined || isUnreadable(reading)) {
    await record(store, { ...row, outcome: 'malformed' }, [{ outcome: 'malformed' }]);
    return { outcome: 'malformed', status: 400, reason: 'it is not of the known form', events: 0 };
  }
  try {
    if (verdict.confirm !== undefined) await door.confirm(verdict.confirm);
    await door.apply(reading.events);
  } catch (error) {
    await record(store, { ...row, outcome: 'failed' }, [{ outcome: 'failed' }]);
    return { outcome: 'failed', status: 500, events: 0, error };
  }
  await record(store, { ...row, outcome: 'read' }, [{ outcome: 'read' }, ...countsOf(reading)]);
  return { outcome: 'read', status: 200, events: reading.events.length };
}

type Checked = Verdict | { readonly outcome: 'unchecked'; readonly reason: string };

async function verifyRequest(
  provider: WebhookProvider,
  request: WebhookRequest,
  trust: Parameters<WebhookProvider['verify']>[1],
): Promise<Checked> {
  try {
    return await provider.verify(request, trust);
  } catch (error) {
    if (!(error instanceof CertificateUnavailable)) throw error;
    return { outcome: 'unchecked', reason: `the certificate is not available: ${error.message}` };
  }
}

const isUnreadable = ({ events, ignored, unreadable }: Reading) =>
  unreadable > 0 && events.length === 0 && ignored.length === 0;

export function countsOf({ ignored, unreadable }: Reading): Counted[] {
  return [
    ...ignored.map((detail) => ({ outcome: 'ignored', detail })),
    ...(unreadable > 0 ? [{ outcome: 'unreadable', count: unreadable }] : []),
  ];
}

async function readOutcome(store: Store, source: string, request: string) {
  const row = await store.read((db) =>
    db
      .selectFrom('webhook_requests')
      .select('outcome')
      .where('source', '=', source)
      .where('request', '=', request)
      .executeTakeFirst(),
  );
  return row?.outcome;
}

interface KeptRequest {
  readonly source: string;
  readonly request: string;
  readonly received_at: number;
  readonly body: string;
  readonly outcome: WebhookOutcome;
}

function record(store: Store, row: KeptRequest, counts: readonly Counted[]): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .insertInto('webhook_requests')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['source', 'request']).doUpdateSet({ outcome: row.outcome, body: row.body }),
      )
      .execute();
    await addCounts(db, row.source, counts);
  });
}
