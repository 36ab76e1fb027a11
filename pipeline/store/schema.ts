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
import type { ScheduleTables } from './schedule-schema.ts';

/**
 * The tables of the store, as both databases have them. Times are milliseconds since 1970 (UTC). Only numbers
 * and strings are bound, because node:sqlite would silently turn a `Date` into NULL.
 */
export interface Schema extends DeliveryTables, ScheduleTables {
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
  /** As its owner wrote it. */
  address: string;
  /** The key for comparing addresses; see `parseAddress`. */
  normalised: string;
  name: string | null;
  /** The language that the subscriber chose, a canonical BCP 47 tag; null when there is none. */
  locale: string | null;
  state: 'active' | 'unsubscribed' | 'suppressed';
  source: string;
  /** An IANA name; null when none was given. */
  time_zone: string | null;
  /** Nothing is sent before then; null without a pause. */
  paused_until: number | null;
  created_at: number;
  updated_at: number;
}

export type DispatchState = 'active' | 'paused' | 'cancelled';

interface DispatchesTable {
  id: Generated<number>;
  issue: string;
  revision: number;
  /** The name of a transport. Each transport has a separate ledger. */
  transport: string;
  state: DispatchState;
  /** Why it was paused, as a sentence for people. */
  reason: string | null;
  /** The lists that it goes to, as a JSON array; null for all subscribers. */
  lists: string | null;
  /** The latest of the refused addresses that a verdict has considered. Null before the first. */
  judged_until: Generated<number | null>;
  created_at: number;
  updated_at: number;
}

interface DispatchEditionsTable {
  dispatch: number;
  locale: string;
  hash: string;
  /** The rendered edition as JSON. It is what is sent, even if the content changes afterwards. */
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
  /** The edition's locale, and why the resolver chose it. */
  locale: string;
  choice: 'exact' | 'lookup' | 'default';
  message_id: string;
  state: DeliveryState;
  /** The process (a row of `epochs`) that holds the delivery or held it last; 0 for none. */
  epoch: number;
  /** Claimed and sending: the time from which another process may presume the holder dead. Otherwise 0. */
  lease_until: number;
  /**
   * The first attempt is at `not_before` or later, and earlier than `not_after`. Null for a delivery that somebody sent by
   * name.
   */
  not_before: Generated<number | null>;
  not_after: Generated<number | null>;
  /** Planned and deferred: the time from which it may be claimed. */
  next_attempt_at: number;
  /** How many attempts there were. */
  attempts: number;
  /** The time of the first attempt. A delivery expires by its age from here. */
  first_attempt_at: number | null;
  /** Why it is in this state: the reply's class, or why it was skipped. */
  reason: string | null;
  reply_code: number | null;
  reply_enhanced: string | null;
  /** The server's reply, without addresses. */
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
  /** Where the process runs, for people. `lock` tells whether it is still running. */
  host: string;
  pid: number;
  started_at: number;
  ended_at: number | null;
  /** The file in `.courant/run` that the process has locked; null in older ledgers. */
  lock: string | null;
  /** Counts this process's commits; see `state/high-water-mark.ts`. */
  sequence: number;
}

interface PacesTable {
  dispatch: number;
  /** Empty for the dispatch as a whole. */
  domain: string;
  /** When the first message was accepted: a warm-up counts from here. */
  started_at: number;
  /** When the next message may go: the token bucket as one number. */
  free_at: number;
  /** Nothing is sent to the domain before then, because its server asked for a slower pace. */
  not_before: number;
  /** How many times in a row it asked. */
  slowdowns: number;
}
