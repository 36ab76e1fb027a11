/** The tables for what comes back about messages. */
export interface FeedbackTables {
  feedback_events: FeedbackEventsTable;
  feedback_mails: FeedbackMailsTable;
}

/** The mails that were handled, so that each is handled once, wherever it is read again. */
export interface FeedbackMailsTable {
  /** A hash of the mail. */
  id: string;
  /** claimed: a process is handling it. */
  verdict: 'report' | 'unsubscribe' | 'auto-reply' | 'reply' | 'unknown' | 'claimed';
  /** When it was handled or claimed. */
  handled_at: number;
}

/**
 * Everything that came back, with its effects. The row of an event that found its delivery has no address, because
 * the delivery has it.
 */
interface FeedbackEventsTable {
  source: string;
  /** The id within the source. */
  event: string;
  kind: 'delivered' | 'delayed' | 'bounced' | 'complained' | 'unsubscribed' | 'auto-reply' | 'reply';
  /** When it happened, and when it was stored. */
  at: number;
  received_at: number;
  /** When Courant last looked for its delivery; for an applied event, when it was applied. */
  tried_at: number;
  /** 1 if the reporter has proved who it is. */
  authenticated: number;
  /** The four ways to the delivery. The address is null once the event is no longer waiting. */
  recipient: string | null;
  message_id: string | null;
  provider_id: string | null;
  return_path: string | null;
  status: string | null;
  permanent: number | null;
  /** What the server said, without addresses. */
  diagnostic: string | null;
  /** The cause of a bounce or delay; replies of servers have the same causes. Null for other kinds. */
  cause: string | null;
  state: FeedbackState;
  dispatch: number | null;
  delivery: number | null;
  subscriber: string | null;
  /** The state of the delivery before and after; null if it stayed the same. */
  moved_from: string | null;
  moved_to: string | null;
  /** What happened to the subscriber and to the dispatch at once; null for nothing. */
  reader_effect: 'suppressed' | 'unsubscribed' | null;
  dispatch_effect: 'paused' | 'slowed' | null;
  /** When a person took the effects back. */
  undone_at: number | null;
}

/**
 * waiting: no delivery is found yet, or its outcome is not recorded yet; applied; refused: it contradicts the
 * ledger or its signature is wrong; unmatched: it waited for too long; undone: a person took it back.
 */
export type FeedbackState = 'waiting' | 'applied' | 'refused' | 'unmatched' | 'undone';
