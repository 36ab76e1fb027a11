import type { StateCounts } from '../../delivery/ledger/state.ts';
import type { PlannedState } from '../../delivery/plan/assign-editions.ts';
import type { OpenReason } from '../../dispatches/open-ends.ts';
import type { FeedbackKind } from '../../feedback/feedback-event.ts';
import type { ComplaintRate } from '../../feedback/report/complaint-rate.ts';
import type { Problem } from '../../foundation/problems/problem.ts';
import type { ComingSend } from '../../schedule/coming-sends.ts';
import type { Standing } from '../../schedule/judge-issue.ts';
import type { DeliveryState, DispatchState } from '../../store/schema.ts';

// The JSON that the studio's server and its pages exchange about sending: plans, standings and dispatches.

/** A problem without a place. The page says it in its own language. */
export type PlainProblem = Pick<Problem, 'code' | 'data' | 'message'>;

/** The dispatch of the issue if it were planned now. */
export interface PlanView {
  readonly lines: readonly PlanLine[];
  /** Why the dispatch would be refused. */
  readonly refused: PlainProblem | undefined;
  /** The lists that the dispatch goes to; undefined for everybody. */
  readonly lists: readonly string[] | undefined;
  /** Readers who wait for an edition that is not ready. */
  readonly held: number;
  /** Readers who subscribed after their edition was planned. They get the next issue. */
  readonly newcomers: number;
  /** Readers whom the pace cannot reach within their window. */
  readonly tooSlow: number;
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

/** What would be sent now, for the person who confirms it. */
export interface SendPlanView {
  readonly plan: PlanView;
  /** The messages that would be delivered. */
  readonly total: number;
  /** The deliveries that the dispatch has already. */
  readonly already: number;
  /** Whether the readers are the sample subscribers, because there are no others. */
  readonly isSample: boolean;
  /** The transport's label. */
  readonly transport: string;
  readonly reachesPeople: boolean;
  /** The page sends it back. It differs as soon as the plan does. */
  readonly fingerprint: string;
}

/** The next run's plan for an issue, and everything that waits for a run or for a decision. */
export interface StandingView {
  readonly slug: string;
  readonly standing: Standing | undefined;
  readonly open: readonly OpenEndView[];
}

/** Unfinished work, with the commands that settle it. One of them is enough. */
export interface OpenEndView {
  readonly reason: OpenReason;
  /** The issue, server or key; empty for the ledger. */
  readonly subject: string;
  readonly count: number;
  readonly needsPerson: boolean;
  readonly commands: readonly string[];
}

export interface StandingsView {
  readonly issues: readonly StandingView[];
  /** The problems of the ledger as a whole, of certificates and of keys. */
  readonly ledger: readonly OpenEndView[];
  /** The publication's time zone, for moments. */
  readonly timeZone: string;
  /** The coming sends in order, and the days of the schedule that have no issue. */
  readonly coming: readonly ComingSend[];
  /**
   * The hour at which each reader gets an issue in their own time zone. Undefined when all readers get it at
   * the same moment.
   */
  readonly localHour: string | undefined;
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
    /** Its number in the ledger. */
    readonly delivery: number;
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
  /** The number of settled deliveries per second, measured over the last 5 seconds. */
  readonly perSecond: number;
  /** The remaining time at this rate; undefined while it cannot be estimated. */
  readonly secondsLeft: number | undefined;
  /** The highest rate that newsletter.yaml allows, in messages per second. */
  readonly pace: number | undefined;
  /**
   * The process that delivers the dispatch: this studio (`here`) or another one (`elsewhere`); undefined when
   * none does.
   */
  readonly atWork: 'here' | 'elsewhere' | undefined;
  /** When the next delivery is due, in ms since 1970. */
  readonly nextAt: number | undefined;
  /** Whether this studio can resume it. */
  readonly canGoOn: boolean;
  /** The command that resumes it. */
  readonly goOnCommand: string;
  /** What came back about its messages; undefined as long as nothing did. */
  readonly feedback: FeedbackView | undefined;
  /** The problems that stopped the studio's own delivery. */
  readonly problems: readonly PlainProblem[];
}

/** What came back about the messages of a dispatch. */
export interface FeedbackView {
  /** Deliveries by what came back, and bounces and delays by their cause. */
  readonly reasons: readonly {
    readonly kind: FeedbackKind;
    readonly cause: string | undefined;
    readonly count: number;
  }[];
  /** The share of complaints, where receivers report them. */
  readonly complaints: ComplaintRate;
}
