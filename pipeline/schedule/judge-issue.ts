import type { Spread } from './delivery-times.ts';

/** The facts about an issue that decide when it is sent. */
export interface ScheduledIssue {
  readonly slug: string;
  /** Year-month-day. */
  readonly date: string;
  /** Whether its source edition is ready. */
  readonly isReady: boolean;
  readonly isWithdrawn: boolean;
  /** Whether its source file says `hold: true`. */
  readonly hold: boolean;
  /** See `momentOfIssue`. */
  readonly moment: number | undefined;
  /** Whether the moment comes from the schedule rather than from `sendAt`. */
  readonly isBySchedule: boolean;
  readonly expires: number | undefined;
}

/** The facts about an issue from the ledger. */
export interface IssueLedger {
  /**
   * - `open`: a dispatch has begun and has deliveries left for a run
   * - `partial`: all planned deliveries are settled, but an edition that is ready was never planned
   * - `settled`: nothing is left to do, or a person cancelled or skipped it
   */
  readonly progress: 'none' | 'open' | 'partial' | 'settled';
  /** Whether a person held its mail with `courant hold`. */
  readonly isHeld: boolean;
  /** The moments of its first and its last reader, where they differ from the issue's. */
  readonly spread?: Spread | undefined;
}

/**
 * The times from which moments count, in milliseconds since 1970. Issues with an earlier moment are sent only
 * by name.
 */
export interface CountedSince {
  /** The first run of the ledger. */
  readonly firstRun: number;
  /** The first run with the present schedule. */
  readonly schedule: number;
}

/** What a run should do about an issue at a moment. */
export type Standing =
  /** Sent to everybody, or cancelled or skipped by a person. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'draft' }
  | { readonly kind: 'withdrawn' }
  /** Held by its file, which also keeps its page from being public, or by name, which holds only its mail. */
  | { readonly kind: 'held'; readonly by: 'file' | 'name' }
  /** It has no moment and is sent only by name. */
  | { readonly kind: 'by-name' }
  /** `moment` is that of its first reader. */
  | { readonly kind: 'upcoming'; readonly moment: number }
  /** Its moment is before the time from which moments count. */
  | { readonly kind: 'earlier'; readonly moment: number }
  /** To be sent now. `until` is the end of the window of its last reader. */
  | { readonly kind: 'due'; readonly moment: number; readonly until: number }
  /** A dispatch has begun, and the next run continues it. */
  | { readonly kind: 'under-way' }
  /** The window has passed, and no dispatch was begun. */
  | { readonly kind: 'missed'; readonly moment: number; readonly until: number }
  /** The window has passed, and an edition that is ready now was not planned in time. */
  | { readonly kind: 'late-edition'; readonly until: number }
  /** It expired before everybody got it. `begun` tells whether some people may have it. */
  | { readonly kind: 'expired'; readonly expires: number; readonly begun: boolean };

/**
 * Decides what a run does about an issue at a moment. `window` is how late an issue may be sent, in
 * milliseconds.
 */
export function judgeIssue(
  issue: ScheduledIssue,
  { progress, isHeld, spread }: IssueLedger,
  { since, window, now }: { readonly since: CountedSince; readonly window: number; readonly now: number },
): Standing {
  const { moment, expires } = issue;
  if (progress === 'settled') return { kind: 'settled' };
  if (issue.isWithdrawn) return { kind: 'withdrawn' };
  if (!issue.isReady) return { kind: 'draft' };
  if (issue.hold) return { kind: 'held', by: 'file' };
  if (isHeld) return { kind: 'held', by: 'name' };
  const counts = moment !== undefined && moment >= (issue.isBySchedule ? since.schedule : since.firstRun);
  if (expires !== undefined && expires <= now && (counts || progress === 'open')) {
    return { kind: 'expired', expires, begun: progress !== 'none' };
  }
  if (progress === 'open') return { kind: 'under-way' };
  if (moment === undefined) return { kind: 'by-name' };
  const { first, last } = spread ?? { first: moment, last: moment };
  if (first > now) return { kind: 'upcoming', moment: first };
  if (!counts) return progress === 'partial' ? { kind: 'settled' } : { kind: 'earlier', moment };
  const until = last + window;
  if (now < until) return { kind: 'due', moment, until };
  return progress === 'partial' ? { kind: 'late-edition', until } : { kind: 'missed', moment, until };
}
