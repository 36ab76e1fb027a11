import type { Generated } from 'kysely';

/** The tables for the requests of mail providers. */
export interface WebhookTables {
  webhook_requests: WebhookRequestsTable;
  webhook_counts: WebhookCountsTable;
}

/** The requests that a provider sent, as they arrived, so that Courant can read them again with a corrected parser. */
interface WebhookRequestsTable {
  id: Generated<number>;
  /** The name of the provider. */
  source: string;
  /** Identifies the request, so that a retry or a recording changes nothing. */
  request: string;
  received_at: number;
  body: string;
  /** read: its events were applied; malformed: the body could not be read; failed: the events could not be applied. */
  outcome: WebhookOutcome;
}

export type WebhookOutcome = 'read' | 'malformed' | 'failed';

/** The number of requests, or of events in them, with each outcome, since the beginning. */
interface WebhookCountsTable {
  source: string;
  /**
   * The outcome of a request (`read`, `forged`, `old`, `malformed`, `repeated`, `failed`, `unchecked`), or of an event
   * (`ignored`, `unreadable`).
   */
  outcome: string;
  /** The name of an ignored event; otherwise empty. */
  detail: string;
  count: number;
}
