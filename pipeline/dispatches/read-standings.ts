import type { IssueEntry } from '../archive/issue-entry.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { type JudgedIssue, judgeIssues } from '../schedule/judge-issues.ts';
import type { ScheduleSettings } from '../schedule/schedule-settings.ts';
import type { Store } from '../store/store.ts';
import { type DatedIssue, type LedgerOptions, readScheduleLedger } from './read-schedule-ledger.ts';

export type IssueStanding = JudgedIssue<DatedIssue>;

interface Standings {
  readonly standings: readonly IssueStanding[];
  /** The problems of the issues without a standing. */
  readonly problems: readonly Problem[];
}

/** Reads the standing of each issue, from the ledger of a transport and from people's decisions. */
export async function readStandings(
  store: Store,
  all: readonly DatedIssue[],
  options: LedgerOptions,
): Promise<Standings> {
  const { ledger, issues, problems } = await readScheduleLedger(store, all, options);
  return { standings: judgeIssues(options.newsletter, issues, ledger, options.now), problems };
}

/**
 * Like `readStandings`, as if the ledger were empty: nothing was sent, held or skipped, and moments before
 * `now` do not count.
 */
export function judgeWithoutLedger(
  issues: readonly DatedIssue[],
  newsletter: ScheduleSettings,
  now: number,
): IssueStanding[] {
  const since = { firstRun: now, schedule: now };
  return judgeIssues(newsletter, issues, { since, issues: new Map(), zones: [] }, now);
}

/** Converts an issue of the site. */
export function entryAsDated(entry: IssueEntry): DatedIssue {
  const { slug, date, source, aliases, sendAt, moment, expires, hold = false, editions } = entry;
  const original = editions.find(({ locale }) => locale === source);
  return {
    slug,
    date,
    aliases,
    locales: editions.map(({ locale }) => locale),
    isReady: original !== undefined,
    isWithdrawn: original?.isWithdrawn ?? false,
    hold,
    moment,
    isBySchedule: sendAt === undefined,
    expires,
  };
}
