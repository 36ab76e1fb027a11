import type { PartState } from '../content/translation/compare-translation.ts';
import type { PartList, Words } from '../content/translation/words.ts';
import type { StateCounts } from '../delivery/ledger/state.ts';
import type { PlannedState } from '../delivery/plan/assign-editions.ts';
import type { OpenReason } from '../dispatches/open-ends.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { Standing } from '../schedule/judge-issue.ts';
import type { DeliveryState, DispatchState } from '../store/schema.ts';

// The JSON that the studio's server and its pages exchange.

/** A problem with the address that opens its place in the editor, and with its block. */
export interface ShownProblem extends Omit<Problem, 'cause'> {
  readonly opens: string | undefined;
  readonly locale: string | undefined;
  /** The anchor of the block that contains the problem, if any. */
  readonly block: string | undefined;
}

/** An edition in the list of issues. */
export interface EditionState {
  readonly locale: string;
  readonly status: 'ready' | 'draft' | 'missing' | 'broken';
  /** For translations only. */
  readonly done: number;
  readonly stale: number;
  readonly missing: number;
  readonly total: number;
  readonly errors: number;
  readonly warnings: number;
}

export interface IssueRow {
  readonly slug: string;
  /** The language in which it is written; empty until it has been read. */
  readonly source: string;
  readonly version: number;
  readonly kind: 'article' | 'digest' | undefined;
  readonly date: string | undefined;
  readonly headline: string | undefined;
  readonly isRead: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly editions: readonly EditionState[];
  /** Messages that reached people, and messages that were only written to an outbox. */
  readonly sent: { readonly people: number; readonly trial: number };
}

export interface Overview {
  readonly name: string;
  /** The publication's editions and its source language. An issue may have fewer, and another source. */
  readonly locales: readonly string[];
  readonly source: string;
  /** The themes in which the preview can show editions. */
  readonly themes: readonly string[];
  readonly issues: readonly IssueRow[];
  /** The problems of configuration, templates and texts. */
  readonly problems: readonly ShownProblem[];
  readonly canSend: boolean;
  readonly draftProvider: string | undefined;
  /** The state of the interface texts, by language. */
  readonly texts: readonly TextsState[];
}

export interface TextsState {
  readonly locale: string;
  /** Texts that are missing, or that were translated from an older source. */
  readonly open: number;
  readonly errors: number;
}

/** A block of an edition, and its place in the files. */
export interface ShownBlock {
  readonly anchor: string;
  readonly line: number;
  readonly opens: string;
}

export interface ShownEdition {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly status: 'ready' | 'draft';
  readonly subject: string;
  readonly preheader: string;
  readonly headline: string;
  /** Whether the page shows the last good view, because the edition cannot be rendered now. */
  readonly isOld: boolean;
  /** When the last good view was committed, in ISO 8601, if it is from git. */
  readonly committedAt: string | undefined;
  readonly webUrl: string;
  readonly file: string;
  readonly opens: string;
  readonly blocks: readonly ShownBlock[];
  /** The size of the HTML, with a sample reader's values. */
  readonly bytes: number;
  readonly clippedAt: number;
  /** The block within which Gmail clips the message; undefined when Gmail shows all of it. */
  readonly clippedIn: string | undefined;
}

export interface IssueDetail {
  readonly slug: string;
  readonly source: string;
  readonly version: number;
  readonly editions: readonly ShownEdition[];
  readonly missing: readonly string[];
  readonly problems: readonly ShownProblem[];
  /** The slug of the issue before it, to compare with. */
  readonly previous: string | undefined;
}

export interface Diff {
  readonly kind: 'same' | 'old' | 'new';
  readonly text: string;
}

/** A part of an issue on the translator's desk, or an interface text. */
export interface DeskPart {
  readonly key: string;
  readonly list: PartList | 'texts';
  /** The namespace of an interface text. */
  readonly kind: string;
  readonly state: PartState;
  readonly source: Words | undefined;
  /** The source's words and names. Names stay as they are unless the translation has its own. */
  readonly whole: Words | undefined;
  readonly names: readonly string[];
  readonly translation: Words | undefined;
  readonly changes: readonly { readonly field: string; readonly parts: readonly Diff[] }[];
  readonly note: string | undefined;
  readonly opens: string | undefined;
  readonly problems: readonly ShownProblem[];
  /** Keys that are probably misspelt, each with the probable one. */
  readonly misspelt: readonly { readonly key: string; readonly meant: string }[];
}

export interface Desk {
  /** Undefined on the desk of the interface texts. */
  readonly slug: string | undefined;
  readonly locale: string;
  readonly source: string;
  readonly status: 'ready' | 'draft' | undefined;
  readonly parts: readonly DeskPart[];
  /** The problems of the file that do not belong to one part. */
  readonly problems: readonly ShownProblem[];
  readonly notes: readonly string[];
  readonly isBroken: boolean;
  readonly canUndo: boolean;
}

/** A message in the outbox's list. */
export interface MailRow {
  readonly id: string;
  readonly issue: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly language: string;
  readonly date: number;
  readonly bytes: number;
}

export interface Mail extends MailRow {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly raw: string;
  readonly hasHtml: boolean;
}

/** The plan of a dispatch of the issue at this moment. */
export interface PlanView {
  readonly lines: readonly PlanLine[];
  /** Why the dispatch would be refused. */
  readonly refused: string | undefined;
  /** The lists that it goes to; undefined for everybody. */
  readonly lists: readonly string[] | undefined;
  /** Readers who wait for an edition that is not ready. */
  readonly held: number;
  /** Readers who subscribed after their edition was planned. They get the next issue. */
  readonly newcomers: number;
}

export interface PlanLine {
  readonly locale: string;
  readonly state: PlannedState;
  /** The language that these readers get instead. */
  readonly language: string | undefined;
  /** Readers who get nothing, because the issue does not appear in their language. */
  readonly leftOut: number;
  readonly recipients: number;
  readonly exact: number;
  readonly lookup: number;
  readonly fallback: number;
  /** Whether the edition was planned before and its content has changed since. */
  readonly changed: boolean;
}

/** What the next run will do about an issue, and everything that waits for a run or for a decision. */
export interface StandingView {
  readonly slug: string;
  readonly standing: Standing | undefined;
  readonly open: readonly OpenEndView[];
}

/** Unfinished work, with the commands that settle it. One of them is enough. */
export interface OpenEndView {
  readonly reason: OpenReason;
  readonly count: number;
  readonly needsPerson: boolean;
  readonly commands: readonly string[];
}

export interface StandingsView {
  readonly issues: readonly StandingView[];
  /** The problems of the ledger as a whole. */
  readonly ledger: readonly OpenEndView[];
  /** The publication's time zone, for moments. */
  readonly timeZone: string;
}

export interface DispatchDetail {
  readonly dispatch: number;
  readonly revision: number;
  /** The transport's label. */
  readonly transport: string;
  readonly reachesPeople: boolean;
  readonly state: DispatchState;
  readonly reason: string | undefined;
  /** Whether a person paused or cancelled it. */
  readonly isByHand: boolean;
  readonly createdAt: number;
  readonly counts: StateCounts;
  readonly total: number;
  readonly editions: readonly { readonly locale: string; readonly count: number }[];
  readonly reasons: readonly {
    readonly state: DeliveryState;
    readonly reason: string;
    readonly count: number;
  }[];
  readonly named: readonly {
    readonly state: DeliveryState;
    readonly address: string;
    readonly reason: string;
  }[];
  /** Settled deliveries over time, in equal intervals. */
  readonly overTime: readonly { readonly at: number; readonly count: number }[];
  readonly domains: readonly {
    readonly domain: string;
    readonly count: number;
    readonly accepted: number;
    /** Rejected, uncertain, expired or bounced. */
    readonly failed: number;
  }[];
  /** The number of settled deliveries per second over the last seconds. */
  readonly perSecond: number;
  /** The remaining time at this rate; undefined while it cannot be estimated. */
  readonly secondsLeft: number | undefined;
  /** The highest rate that newsletter.yaml allows, in messages per second. */
  readonly pace: number | undefined;
  /** Who delivers it: this studio or other processes; undefined when none does. */
  readonly atWork: 'here' | 'elsewhere' | undefined;
  /** When the next delivery is due, in ms since 1970. */
  readonly nextAt: number | undefined;
  /** Whether this studio could deliver it. */
  readonly canGoOn: boolean;
  /** The command that resumes it. */
  readonly goOnCommand: string;
  /** The problems that stopped the studio's own delivery. */
  readonly problems: readonly string[];
}

/** A subscriber for whom a test can be rendered. */
export interface ReaderRow {
  readonly subscriber: string;
  readonly address: string;
  readonly name: string | undefined;
  /** The language that they chose. */
  readonly asked: string | undefined;
  /** The locale of the edition that they get, and why. */
  readonly edition: string;
  readonly choice: 'exact' | 'lookup' | 'default';
}

/** A change that the server reports to the pages. */
export type StudioEvent =
  | { readonly kind: 'changed'; readonly slugs: readonly string[]; readonly at: number }
  | { readonly kind: 'read'; readonly slugs: readonly string[] }
  /** A dispatch of these issues has begun, changed or ended, in any process. */
  | { readonly kind: 'dispatch'; readonly slugs: readonly string[] }
  | { readonly kind: 'mail' };
