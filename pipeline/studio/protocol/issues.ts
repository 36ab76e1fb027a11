import type { Problem } from '../../foundation/problems/problem.ts';

// The JSON that the studio's server and its pages exchange about issues: the list, and the page of one issue.

/** A problem with the address that opens its place in the editor, and with its block. */
export interface ShownProblem extends Omit<Problem, 'cause'> {
  readonly opens: string | undefined;
  readonly locale: string | undefined;
  /** The anchor of the block that contains the problem, if any. */
  readonly block: string | undefined;
  /** The key of the part of the issue that contains the problem, as the desks name it. */
  readonly part: string | undefined;
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
  /** The language in which the issue is written; empty until its files have been read. */
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
  /** Whether views show the configuration, templates and texts as they were before they had errors. */
  readonly isLastGood: boolean;
  readonly canSend: boolean;
  /** Whether this studio may begin and resume dispatches. */
  readonly maySend: boolean;
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
interface ShownBlock {
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
  /** The slug of the previous issue, for a comparison. */
  readonly previous: string | undefined;
}
