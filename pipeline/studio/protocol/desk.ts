import type { PartState } from '../../content/translation/compare-translation.ts';
import type { PartList, Words } from '../../content/translation/words.ts';
import type { ShownProblem } from './issues.ts';

// The JSON that the studio's server and its pages exchange for the translator's desks, of issues and of
// interface texts.

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
  /** Keys that are probably misspelt, each with the key that was probably meant. */
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
  /** Whether the syntax of the file is broken. */
  readonly isBroken: boolean;
  /** Whether the source is empty or its syntax is broken. The desk has no parts then, because nobody knows the blocks. */
  readonly isSourceBroken: boolean;
  readonly canUndo: boolean;
}

/** The words of a part as a commit left them. */
export interface PastWords {
  readonly commit: string;
  /** ISO 8601. */
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  readonly words: Words;
  /** The differences from these words to the present ones; empty when they are the same. */
  readonly changes: readonly { readonly field: string; readonly parts: readonly Diff[] }[];
}

export interface PartHistory {
  /** The newest first. */
  readonly entries: readonly PastWords[];
  readonly isWithoutGit: boolean;
  /** Whether git has older commits, which were not read. */
  readonly hasMore: boolean;
}
