import type { Problem } from '../../foundation/problems/problem.ts';
import type { PlanView, StandingView } from './dispatch.ts';
import type { EditionState, ShownProblem } from './issues.ts';

// The JSON that the studio's server and its pages exchange about the life of an issue: creating, renaming,
// correcting, withdrawing, deleting it, and setting it to ready.

/** A request for a new issue. */
export interface NewIssueRequest {
  readonly title: string;
  readonly kind: 'article' | 'digest';
  /** Year-month-day; empty for the day that the studio proposes. */
  readonly date: string;
  /** The name of the folder; empty for the one that the studio proposes. */
  readonly slug: string;
  /** The slug of the issue to copy; empty for none. */
  readonly from: string;
  readonly keepsWords: boolean;
}

/** The day and the name that a new issue would have. */
export interface NewIssueView {
  readonly date: string;
  /** Undefined while the title has no letters or digits. */
  readonly slug: string | undefined;
  /** Why it cannot be created like this. */
  readonly refusal: Refusal | undefined;
}

/** Why a request was refused. */
export interface Refusal extends Pick<Problem, 'code' | 'message' | 'data'> {
  readonly hint: string | undefined;
}

/** The facts about an issue that its page of settings shows besides its fields. */
export interface LifeView {
  readonly slug: string;
  readonly source: string;
  readonly status: 'draft' | 'ready' | undefined;
  /** Its former slugs. */
  readonly aliases: readonly string[];
  readonly corrections: readonly CorrectionView[];
  /** Undefined unless the issue is withdrawn. */
  readonly withdrawn: WithdrawalView | undefined;
  /** Whether `courant hold` or the studio holds its mail. */
  readonly isHeld: boolean;
  /** Whether this studio may release its mail and send it. */
  readonly maySend: boolean;
  /** When it was first dispatched, in ms since 1970; undefined if never. It can then not be deleted. */
  readonly dispatchedAt: number | undefined;
  /** Whether its page may be public. */
  readonly isPublic: boolean;
  /** The locales into which it is translated. */
  readonly translations: readonly string[];
  /** The choices for its settings. */
  readonly choices: LifeChoices;
}

interface LifeChoices {
  /** The editions of the publication. */
  readonly locales: readonly string[];
  /** The lists of the publication by id, each with its name. */
  readonly lists: readonly { readonly id: string; readonly name: string }[];
  /** The topics of other issues, the most frequent first. */
  readonly topics: readonly string[];
  readonly timeZone: string;
  /** The time of day in the schedule, such as 07:00; undefined without a schedule. */
  readonly at: string | undefined;
}

/** A day and a time of day as clocks in the publication's time zone show them. */
export interface MomentView {
  /** In ms since 1970. */
  readonly at: number;
  /** The time that clocks show instead, if they skip this time when they go forward. */
  readonly skippedTo: string | undefined;
}

interface CorrectionView {
  readonly date: string;
  readonly text: string;
  /** The locales whose translation lacks it. */
  readonly missing: readonly string[];
}

interface WithdrawalView {
  readonly date: string | undefined;
  readonly text: string | undefined;
  /** The locales whose page gives no reason, although the source does. */
  readonly withoutReason: readonly string[];
}

/** What happens if the issue becomes ready. */
export interface ReadySheet {
  readonly slug: string;
  /** The locale of the source. */
  readonly source: string;
  readonly editions: readonly EditionState[];
  /** The translations that would become ready: those that were requested, or else all that are complete. */
  readonly locales: readonly string[];
  /** The problems that the check reports for the issue as if these editions were ready. */
  readonly problems: readonly ShownProblem[];
  readonly plan: PlanView;
  /** What the next run would do with it. */
  readonly standing: StandingView['standing'];
  readonly timeZone: string;
}

/** An issue in the trash. */
export interface TrashedIssue {
  /** The name of its folder in the trash. */
  readonly name: string;
  readonly slug: string;
  readonly headline: string | undefined;
  /** When it was deleted, in ms since 1970. */
  readonly deletedAt: number;
}
