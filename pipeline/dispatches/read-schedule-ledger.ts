import { findNameClashes, withLedgerNames } from '../delivery/ledger/issue-names.ts';
import { readProgress } from '../delivery/status/read-progress.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { CountedSince, IssueLedger, ScheduledIssue } from '../schedule/judge-issue.ts';
import { type ScheduleLedger, widestSpread } from '../schedule/judge-issues.ts';
import { type ScheduleSettings, windowOf } from '../schedule/schedule-settings.ts';
import type { Store } from '../store/store.ts';

/** The facts about an issue that the schedule and the ledger need. */
export interface DatedIssue extends ScheduledIssue {
  readonly aliases: readonly string[];
  /** The locales of the editions that are ready. */
  readonly locales: readonly string[];
}

export interface LedgerOptions {
  readonly transport: string;
  readonly newsletter: ScheduleSettings;
  readonly since: CountedSince;
  /** In milliseconds since 1970. */
  readonly now: number;
}

interface KnownIssues {
  readonly ledger: ScheduleLedger;
  /** The issues that the ledger can tell apart. */
  readonly issues: readonly DatedIssue[];
  /** The problem `issue-names` for each of the others: its names belong to two issues in the ledger. */
  readonly problems: readonly Problem[];
}

/** Reads what the ledger of a transport, and people's decisions, say about issues. */
export async function readScheduleLedger(
  store: Store,
  all: readonly DatedIssue[],
  { transport, newsletter, since, now }: LedgerOptions,
): Promise<KnownIssues> {
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
  return { ledger: { since, issues: new Map(known), zones }, issues, problems: [...clashes.values()] };
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
