import { dayIn } from '../foundation/time/parse-moment.ts';
import type { ScheduledIssue, Standing } from './judge-issue.ts';
import type { JudgedIssue } from './judge-issues.ts';
import { momentOfIssue } from './moment-of-issue.ts';
import { expectedDays } from './schedule-days.ts';
import { type ScheduleSettings, windowOf } from './schedule-settings.ts';

export const comingStates = [
  'ready',
  'missing-translation',
  'draft',
  'held',
  'due',
  'under-way',
  'missed',
  'late-edition',
  'expired',
  'expected',
] as const;

/** `expected`: a day of the schedule without an issue. */
export type ComingState = (typeof comingStates)[number];

/**
 * An issue that will be sent or that somebody must decide about, or a day on which an issue is expected.
 * Plain data.
 */
export interface ComingSend {
  /** Year-month-day in the publication's time zone. */
  readonly day: string;
  /** The issue's moment, in ms since 1970. Readers in other time zones may have their own. */
  readonly moment: number;
  /** Its slug; undefined for a day without an issue. */
  readonly issue: string | undefined;
  readonly headline: string | undefined;
  readonly state: ComingState;
  /** The locales of its editions that are not ready. */
  readonly missing: readonly string[];
}

/** An issue as the calendar shows it. */
export interface CalendarIssue extends ScheduledIssue {
  readonly headline: string;
  readonly missing: readonly string[];
}

/** The first `count` unsettled sends in order, including expected days that have no issue. */
export function comingSends(
  settings: ScheduleSettings,
  judged: readonly JudgedIssue<CalendarIssue>[],
  { now, count }: { readonly now: number; readonly count: number },
): ComingSend[] {
  const dayOf = (moment: number) => dayIn(settings.timeZone, moment);
  const sends = judged.flatMap(({ issue, standing }): ComingSend[] => {
    const { slug, moment, headline, missing } = issue;
    const state = stateOf(issue, standing, now - windowOf(settings));
    if (state === undefined || moment === undefined) return [];
    return [{ day: dayOf(moment), moment, issue: slug, headline, state, missing }];
  });
  // An issue that was sent or withdrawn takes its day, too.
  const taken = new Set(
    judged.flatMap(({ issue }) => (issue.moment === undefined ? [] : dayOf(issue.moment))),
  );
  const empty: ComingSend[] = [];
  for (const day of expectedDays(settings, now)) {
    if (empty.length === count) break;
    const moment = momentOfIssue({ sendAt: undefined, date: day }, settings);
    if (taken.has(day) || moment === undefined) continue;
    empty.push({ day, moment, issue: undefined, headline: undefined, state: 'expected', missing: [] });
  }
  return [...sends, ...empty].sort(inOrder).slice(0, count);
}

/** Undefined for an issue that is settled, or that only a person sends. */
function stateOf(
  { moment = Number.NEGATIVE_INFINITY, missing, isWithdrawn }: CalendarIssue,
  { kind }: Standing,
  past: number,
): ComingState | undefined {
  switch (kind) {
    case 'upcoming':
      return missing.length > 0 ? 'missing-translation' : 'ready';
    case 'draft':
    case 'held':
      return moment > past && !isWithdrawn ? kind : undefined;
    case 'due':
    case 'under-way':
    case 'missed':
    case 'late-edition':
    case 'expired':
      return kind;
    default:
      return undefined;
  }
}

function inOrder(a: ComingSend, b: ComingSend): number {
  return a.moment - b.moment || ((a.issue ?? '') < (b.issue ?? '') ? -1 : 1);
}
