import type { Generated } from 'kysely';
import type {
  ConsentsTable,
  FormPostsTable,
  FormUsesTable,
  JournalWaitingTable,
  NoticesTable,
  SignupsTable,
  SubscriptionsTable,
  SuppressionsTable,
  WordingsTable,
} from './consent-schema.ts';
import type { DeliveryTables } from './delivery-schema.ts';
import type { FeedbackTables } from './feedback-schema.ts';
import type { ScheduleTables } from './schedule-schema.ts';
import type { WebhookTables } from './webhook-schema.ts';

/**
 * The tables of the store, which are the same in both databases. Times are milliseconds since 1970 (UTC).
 * Statements bind only numbers and strings, because node:sqlite would silently store a `Date` as NULL.
 */
export interface Schema extends DeliveryTables, FeedbackTables, ScheduleTables, WebhookTables {
  meta: MetaTable;
  subscribers: SubscribersTable;
  dispatches: DispatchesTable;
  dispatch_editions: DispatchEditionsTable;
  deliveries: DeliveriesTable;
  epochs: EpochsTable;
  paces: PacesTable;
  subscriptions: SubscriptionsTable;
  signups: SignupsTable;
  wordings: WordingsTable;
  consents: ConsentsTable;
  suppressions: SuppressionsTable;
  notices: NoticesTable;
  journal_waiting: JournalWaitingTable;
  form_posts: FormPostsTable;
  form_uses: FormUsesTable;
}

interface MetaTable {
  key: string;
  value: string;
}

interface SubscribersTable {
  /** 16 random bytes as 32 hex digits: opaque and never reused. */
  id: string;
  /** As the subscriber wrote it. */
  address: string;
  /** The key for comparing addresses; see `parseAddress`. */
  normalised: string;
  name: string | null;
  /** The language that the subscriber chose, as a canonical BCP 47 tag; null if they chose none. */
  locale: string | null;
  state: 'active' | 'unsubscribed' | 'suppressed';
  source: string;
  /** An IANA time zone; null if the subscriber gave none. */
  time_zone: string | null;
  /** Nothing is sent to the subscriber before this time; null without a pause. */
  paused_until: number | null;
  created_at: number;
  updated_at: number;
}

export type DispatchState = 'active' | 'paused' | 'cancelled';

interface DispatchesTable {
  id: Generated<number>;
  issue: string;
  revision: number;
  /** The name of a transport. Each transport has its own dispatches and deliveries. */
  transport: string;
  state: DispatchState;
  /** Why the dispatch was paused, as a sentence for people. */
  reason: string | null;
  /** The lists that the dispatch goes to, as a JSON array; null for all subscribers. */
  lists: string | null;
  /**
   * The time of the latest refusal that was considered when deciding about suppressions. Null before the
   * first decision.
   */
  judged_until: Generated<number | null>;
  /** When it was paused because too many of its addresses do not exist; null if it never was. */
  unknown_paused_at: Generated<number | null>;
  created_at: number;
  updated_at: number;
}

interface DispatchEditionsTable {
  dispatch: number;
  locale: string;
  hash: string;
  /** The rendered edition as JSON. This is what is sent, even if the content changes later. */
  edition: string;
  planned_at: number;
}

interface DeliveriesTable {
  id: Generated<number>;
  dispatch: number;
  subscriber: string;
  address: string;
  normalised: string;
  domain: string;
  name: string | null;
  /** The locale of the edition, and why the subscriber gets this one. */
  locale: string;
  choice: 'exact' | 'lookup' | 'default';
  message_id: string;
  state: DeliveryState;
  /** The process (a row of `epochs`) that holds the delivery, or held it last; 0 for none. */
  epoch: number;
  /**
   * If the state is claimed or sending, the time after which other processes may presume that the holder is
   * dead. Otherwise 0.
   */
  lease_until: number;
  /**
   * The first attempt must not be before `not_before`, and must be before `not_after`. Both are null for a
   * delivery that somebody sent by name.
   */
  not_before: Generated<number | null>;
  not_after: Generated<number | null>;
  /** If the state is planned or deferred, the time from which a process may claim the delivery. */
  next_attempt_at: number;
  attempts: number;
  /** The time of the first attempt. A delivery that is still deferred too long after this time expires. */
  first_attempt_at: number | null;
  /** Why the delivery is in this state: the class of the reply, or the reason for skipping it. */
  reason: string | null;
  reply_code: number | null;
  reply_enhanced: string | null;
  /** The reply of the server, without addresses. */
  reply_text: string | null;
  planned_at: number;
  updated_at: number;
}

export type DeliveryState =
  | 'planned'
  | 'claimed'
  | 'sending'
  | 'accepted'
  | 'deferred'
  | 'rejected'
  | 'uncertain'
  | 'skipped'
  | 'expired'
  | 'bounced'
  | 'complained';

interface EpochsTable {
  id: Generated<number>;
  /** Where the process runs, for people to read. `lock` shows whether it is still running. */
  host: string;
  pid: number;
  started_at: number;
  ended_at: number | null;
  /** The file in `.courant/run` that the process holds locked; null in older ledgers. */
  lock: string | null;
  /** The number of commits of this process; see `state/high-water-mark.ts`. */
  sequence: number;
}

interface PacesTable {
  dispatch: number;
  /** Empty for the whole dispatch. */
  domain: string;
  /** When the first message was accepted, which is the start of a warm-up. */
  started_at: number;
  /** When the next message may be sent. This one number is the state of a token bucket. */
  free_at: number;
  /** Nothing is sent to the domain before this time, because its server asked to slow down. */
  not_before: number;
  /** How many times in a row the server has asked to slow down. */
  slowdowns: number;
}
