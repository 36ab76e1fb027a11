import type { LogFigures, Visits } from './visits/visits.ts';

/** The figures of a publication, as plain data. They come from the ledger and from the log of the web server. */
export interface Report {
  /** The dispatches of issues, latest first. */
  readonly issues: readonly IssueFigures[];
  /** The present subscribers by language; an empty locale for those who chose none. */
  readonly readers: readonly { readonly locale: string; readonly count: number }[];
  /** Undefined when no log was given. */
  readonly log: LogFigures | undefined;
}

/** What became of one dispatch of an issue. A correction is a separate dispatch. */
export interface IssueFigures extends Figures {
  readonly issue: string;
  readonly dispatch: number;
  /** 1 for the first dispatch; higher for a correction. */
  readonly revision: number;
  /** In ms since 1970. */
  readonly createdAt: number;
  readonly editions: readonly EditionFigures[];
  /** People who subscribed after this dispatch and before the next one, or until now. */
  readonly newSince: number;
}

export interface EditionFigures extends Figures {
  readonly locale: string;
}

interface Figures {
  /** Everybody whom the dispatch was meant for, without those that it skipped. */
  readonly recipients: number;
  /** Messages that a server accepted and that did not come back. It includes those with a complaint. */
  readonly delivered: number;
  /** Messages that came back later. */
  readonly bounced: number;
  /** Messages that the server refused at once. */
  readonly refused: number;
  /** Messages that may or may not have arrived. */
  readonly uncertain: number;
  /** Messages that were not sent, or not yet. */
  readonly unsent: number;
  /** People who reported the message as spam, if their provider tells senders. */
  readonly complained: number;
  /** People who left by a link or a mail of this dispatch. */
  readonly left: number;
  readonly replies: number;
  readonly time: DeliveryTime | undefined;
  /** Undefined without a log. */
  readonly visits: Visits | undefined;
}

/** How long messages took from the moment at which they were allowed to go until a server accepted them, in ms. */
export interface DeliveryTime {
  readonly half: number;
  readonly nineteenOfTwenty: number;
  readonly last: number;
}
