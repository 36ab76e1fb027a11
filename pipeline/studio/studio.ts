import type { DraftProvider } from '../content/translation/draft-provider.ts';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import type { Reply } from '../delivery/transport/reply.ts';
import type { Deliverer } from '../dispatches/deliver-here.ts';
import type { DatedIssue } from '../dispatches/read-standings.ts';
import type { WhatIsOpen } from '../dispatches/read-what-is-open.ts';
import type { Edition } from '../editions/edition.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Message } from '../messages/message.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Publication } from '../publication/publication.ts';
import type { Store } from '../store/store.ts';
import type { Desk } from './desk.ts';
import type { EventHub } from './event-hub.ts';
import type { GitHistory } from './git-history.ts';
import type { Inbox } from './inbox.ts';
import type { LivePublication } from './live-publication.ts';
import type { OpenPlace } from './show-problems.ts';
import type { TextsDesk } from './texts-desk.ts';

/** Whom a test is for. */
export interface TestReader {
  readonly address: string;
  readonly name: string | undefined;
}

/** What the studio can do beyond its own files: given by the command that starts it. */
export interface StudioServices {
  /** Undefined while nothing was ever sent or subscribed here. */
  store(): Promise<Store | undefined>;
  /** What a dispatch would do here. Plans nothing; into the outbox, the sample readers are there to be counted. */
  plan(publication: Publication, issue: RenderedIssue): Promise<DispatchPlan>;
  /** What a run would do about these issues now, and what waits for a run or a person; read-only. */
  whatIsOpen(newsletter: Newsletter, issues: readonly DatedIssue[]): Promise<WhatIsOpen>;
  /** An edition as a message to one address, outside of the ledger. */
  compose(newsletter: Newsletter, edition: Edition, to: TestReader): Promise<Message>;
  /** Sends such a message; undefined where no mail server is configured. */
  readonly sendTest: ((newsletter: Newsletter, message: Message) => Promise<Reply>) | undefined;
  readonly deliverer: Deliverer;
  /** The local public pages, for the links in messages of the outbox; undefined where they cannot be served. */
  publicPages(publication: Publication): Promise<string | undefined>;
  /** Drafts translations; undefined where none is configured. */
  readonly draftProvider: DraftProvider | undefined;
}

/** All that the routes work with. */
export interface Studio {
  readonly root: string;
  readonly live: LivePublication;
  readonly history: GitHistory;
  readonly desk: Desk;
  readonly textsDesk: TextsDesk;
  readonly inbox: Inbox;
  readonly events: EventHub;
  readonly opens: OpenPlace;
  readonly services: StudioServices;
  /** False where other machines can reach the studio: it then sends nothing. */
  readonly isLocal: boolean;
  /** Whether it may resume a dispatch. */
  readonly maySend: boolean;
  readonly clock: () => Date;
  /** Told of what goes wrong behind the pages' back. */
  readonly onError: (error: Error) => void;
}
