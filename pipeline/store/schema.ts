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
 * The tables of the store, as both databases hold them. Moments are milliseconds since 1970 (UTC), and only
 * numbers and strings are bound: node:sqlite would turn a `Date` into NULL without a word.
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
  /** 16 random bytes as 32 hex digits: opaque, and never given to anyone else. */
  id: string;
  /** As its owner wrote it. */
  address: string;
  /** What makes two addresses the same one; see `parseAddress`. */
  normalised: string;
  name: string | null;
  /** The language that was asked for, a canonical BCP 47 tag; null when none was. */
  locale: string | null;
  state: 'active' | 'unsubscribed' | 'suppressed';
  source: string;
  /** An IANA name; null when none was given. */
  time_zone: string | null;
  /** Nothing is sent before; null when nothing is paused. */
  paused_until: number | null;
  created_at: number;
  updated_at: number;
}

export type DispatchState = 'active' | 'paused' | 'cancelled';

interface DispatchesTable {
  id: Generated<number>;
  issue: string;
  revision: number;
  /** The name of a transport: the ledger of each is separate. */
  transport: string;
  state: DispatchState;
  /** Why it was paused, as a sentence for a person. */
  reason: string | null;
  /** The lists that it goes to, as a JSON array; null for all subscribers. */
  lists: string | null;
  created_at: number;
  updated_at: number;
}

interface DispatchEditionsTable {
  dispatch: number;
  locale: string;
  hash: string;
  /** The rendered edition as JSON: what is sent, whatever becomes of the content afterwards. */
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
  /** The process (a row of `epochs`) that holds the delivery or held it last; 0 when none ever did. */
  epoch: number;
  /** Claimed and sending: the moment from which another process may judge the holder dead. Else 0. */
  lease_until: number;
  /** Planned and deferred: the moment from which it may be claimed. */
  next_attempt_at: number;
  /** How often a server was asked to take it. */
  attempts: number;
  /** When the first of them was; a delivery expires by its age from here. */
  first_attempt_at: number | null;
  /** Why it is in this state: the reply's class, or why it was skipped. */
  reason: string | null;
  reply_code: number | null;
  reply_enhanced: string | null;
  /** The server's words, with every address taken out. */
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
  /** Where it runs, for people; `lock` says whether it still does. */
  host: string;
  pid: number;
  started_at: number;
  ended_at: number | null;
  /** The file in `.courant/run` that it holds a lock on; null in ledgers of before. */
  lock: string | null;
  /** Counts this process's commits; see `state/high-water-mark.ts`. */
  sequence: number;
}

interface PacesTable {
  dispatch: number;
  /** Empty for the dispatch as a whole. */
  domain: string;
  /** When the first message went through: a warm-up counts from here. */
  started_at: number;
  /** When the next message may go: the token bucket as one number. */
  free_at: number;
  /** Nothing goes to the domain before, because it asked to be sent less. */
  not_before: number;
  /** How often in a row it asked. */
  slowdowns: number;
}
