import type { IssueEntry } from '../archive/issue-entry.ts';
import type { Issue } from '../content/issue.ts';
import { findNameClashes, withLedgerNames } from '../delivery/ledger/issue-names.ts';
import { readProgress } from '../delivery/status/read-progress.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { CountedSince, IssueLedger, ScheduledIssue } from '../schedule/judge-issue.ts';
import { type JudgedIssue, judgeIssues, widestSpread } from '../schedule/judge-issues.ts';
import { type ScheduleSettings, windowOf } from '../schedule/schedule-settings.ts';
import type { Store } from '../store/store.ts';

/** The facts about an issue that the schedule and the ledger need. */
export interface DatedIssue extends ScheduledIssue {
  readonly aliases: readonly string[];
  /** The locales of the editions that are ready. */
  readonly locales: readonly string[];
}

export type IssueStanding = JudgedIssue<DatedIssue>;

interface StandingOptions {
  readonly transport: string;
  readonly newsletter: ScheduleSettings;
  readonly since: CountedSince;
  readonly now: number;
}

interface Standings {
  readonly standings: readonly IssueStanding[];
  /**
   * The problem `issue-names` for each issue without a standing: its names belong to two issues in the
   * ledger.
   */
  readonly problems: readonly Problem[];
}

/** Reads the standing of each issue, from the ledger of a transport and from people's decisions. */
export async function readStandings(
  store: Store,
  all: readonly DatedIssue[],
  { transport, newsletter, since, now }: StandingOptions,
): Promise<Standings> {
  const clashes = await findNameClashes(
    store,
    all.map(({ slug, aliases }) => ({ issue: slug, aliases })),
  );
  const issues = all.filter(({ slug }) => !clashes.has(slug));
  const sendable = issues.map(({ slug, aliases, locales }) => ({ issue: slug, aliases, locales }));
  const progress = await readProgress(store, transport, sendable);
  const decisions = await readDecisions(store, transport, issues);
  const known = issues.map(({ slug }): [string, IssueLedger] => {
    const own = progress.get(slug) ?? 'none';
    const { isHeld = false, isSkipped = false } = decisions.get(slug) ?? {};
    return [slug, { progress: isSkipped && own !== 'open' ? 'settled' : own, isHeld }];
  });
  const zones = await readZones(store, issues, newsletter, now);
  const ledger = { since, issues: new Map(known), zones };
  return { standings: judgeIssues(newsletter, issues, ledger, now), problems: [...clashes.values()] };
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

/**
 * The time zones of the readers. Reads every subscriber, but only if the moment of an issue that is near
 * depends on the time zone. Otherwise returns none.
 */
async function readZones(
  store: Store,
  issues: readonly DatedIssue[],
  newsletter: ScheduleSettings,
  now: number,
): Promise<readonly (string | null)[]> {
  if (!newsletter.schedule?.readersTime) return [];
  const latest = windowOf(newsletter) + widestSpread;
  const isNear = ({ moment, isBySchedule }: DatedIssue) =>
    isBySchedule && moment !== undefined && moment - widestSpread <= now && now < moment + latest;
  if (!issues.some(isNear)) return [];
  const rows = await store.read((db) =>
    db.selectFrom('subscribers').select('time_zone').where('state', '=', 'active').distinct().execute(),
  );
  return rows.map(({ time_zone }) => time_zone);
}

/** Reads people's decisions about issues, under any present or former name. */
function readDecisions(store: Store, transport: string, issues: readonly DatedIssue[]) {
  return store.read(async (db) => {
    const holds = await db.selectFrom('holds').select('issue').execute();
    const skips = await db.selectFrom('skips').select('issue').where('transport', '=', transport).execute();
    const [held, skipped] = [holds, skips].map((rows) => new Set(rows.map(({ issue }) => issue)));
    const decisions = new Map<string, { readonly isHeld: boolean; readonly isSkipped: boolean }>();
    if (holds.length + skips.length === 0) return decisions;
    for (const { slug, aliases } of issues) {
      const names = await withLedgerNames(db, [slug, ...aliases]);
      decisions.set(slug, {
        isHeld: names.some((name) => held?.has(name)),
        isSkipped: names.some((name) => skipped?.has(name)),
      });
    }
    return decisions;
  });
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

/** Converts an issue as read from its files. */
export function issueAsDated(issue: Issue): DatedIssue {
  const { slug, date, aliases, sendAt, moment, expires, hold, articles, source } = issue;
  const ready = [...articles.values()].filter(({ status }) => status === 'ready');
  const original = articles.get(source);
  return {
    slug,
    date,
    aliases,
    locales: ready.map(({ locale }) => locale),
    isReady: original?.status === 'ready',
    isWithdrawn: original?.withdrawn !== undefined,
    hold,
    moment,
    isBySchedule: sendAt === undefined,
    expires,
  };
}
