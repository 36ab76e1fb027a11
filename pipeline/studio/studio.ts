import type { DraftProvider } from '../content/translation/draft-provider.ts';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import type { Reply } from '../delivery/transport/reply.ts';
import type { Deliverer } from '../dispatches/deliver-here.ts';
import type { DatedIssue } from '../dispatches/read-schedule-ledger.ts';
import type { WhatIsOpen } from '../dispatches/read-what-is-open.ts';
import type { Edition } from '../editions/edition.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Message } from '../messages/message.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Publication } from '../publication/publication.ts';
import type { Report } from '../report/report.ts';
import type { Store } from '../store/store.ts';
import type { Desk } from './desk.ts';
import type { DeskFiles } from './desk-files.ts';
import type { EventHub } from './event-hub.ts';
import type { GitHistory } from './git-history.ts';
import type { Inbox } from './inbox.ts';
import type { LivePublication } from './live-publication.ts';
import type { MendDesk } from './mend-desk.ts';
import type { PageRequests } from './page-requests.ts';
import type { OpenPlace } from './show-problems.ts';
import type { TextsDesk } from './texts-desk.ts';

/** The recipient of a test. */
interface TestReader {
  readonly address: string;
  readonly name: string | undefined;
}

/** The studio's access to everything beyond its own files. The command that starts the studio provides it. */
export interface StudioServices {
  /** Undefined before the first subscriber or dispatch. */
  store(): Promise<Store | undefined>;
  /**
   * Plans a dispatch of the issue without recording it. For the outbox, the plan counts the sample readers.
   */
  plan(publication: Publication, issue: RenderedIssue): Promise<DispatchPlan>;
  /**
   * Reads what the next run will do about these issues, and everything that waits for a run or a decision.
   * Changes nothing.
   */
  whatIsOpen(newsletter: Newsletter, issues: readonly DatedIssue[]): Promise<WhatIsOpen>;
  /** The figures of the latest issues; empty before the first dispatch. */
  report(): Promise<Report>;
  /** In milliseconds since 1970. */
  clock(): number;
  /** Composes an edition for one address, outside of the ledger. */
  compose(newsletter: Newsletter, edition: Edition, to: TestReader): Promise<Message>;
  /** Sends a composed message; undefined when no mail server is configured. */
  readonly sendTest: ((newsletter: Newsletter, message: Message) => Promise<Reply>) | undefined;
  readonly deliverer: Deliverer;
  /** Holds the mail of an issue back, or releases it, under all its names. */
  hold(slug: string, isHeld: boolean): Promise<void>;
  /**
   * The address of the local public pages, for links in messages of the outbox; undefined when they cannot be
   * served.
   */
  publicPages(publication: Publication): Promise<string | undefined>;
  /** The machine translation service; undefined when none is configured. */
  readonly draftProvider: DraftProvider | undefined;
}

/** Everything that the routes use. */
export interface Studio {
  readonly root: string;
  /** The absolute path of the folder for private data. */
  readonly stateFolder: string;
  readonly live: LivePublication;
  readonly history: GitHistory;
  readonly desk: Desk;
  readonly textsDesk: TextsDesk;
  readonly mendDesk: MendDesk;
  /** Writes all files of issues and texts, one request at a time. */
  readonly deskFiles: DeskFiles;
  readonly inbox: Inbox;
  readonly events: EventHub;
  readonly requests: PageRequests;
  readonly opens: OpenPlace;
  readonly services: StudioServices;
  /** False when other machines can reach the studio. Then it sends nothing. */
  readonly isLocal: boolean;
  /** Whether this studio may begin and resume a dispatch. */
  readonly maySend: boolean;
  readonly clock: () => Date;
  /** Called with errors that occur in the background. */
  readonly onError: (error: Error) => void;
}
