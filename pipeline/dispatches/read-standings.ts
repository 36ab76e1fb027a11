import type { IssueEntry } from '../archive/issue-entry.ts';
import type { Issue } from '../content/issue.ts';
import { findNameClashes, withLedgerNames } from '../delivery/ledger/issue-names.ts';
import { readProgress } from '../delivery/status/read-progress.ts';
import { fail, type Problem } from '../foundation/problems/problem.ts';
import { parseDuration } from '../foundation/time/parse-duration.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import {
  type CountedSince,
  judgeIssue,
  type ScheduledIssue,
  type Standing,
} from '../schedule/judge-issue.ts';
import type { Store } from '../store/store.ts';

/** The facts about an issue that the schedule and the ledger need. */
export interface DatedIssue extends ScheduledIssue {
  readonly date: string;
  readonly aliases: readonly string[];
  /** The locales of the editions that are ready. */
  readonly locales: readonly string[];
}

export interface IssueStanding {
  readonly issue: DatedIssue;
  readonly standing: Standing;
}

export interface StandingOptions {
  readonly transport: string;
  readonly newsletter: Pick<Newsletter, 'schedule'>;
  readonly since: CountedSince;
  readonly now: number;
}

export interface Standings {
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
  const window = windowOf(newsletter);
  const standings = issues.map((issue) => {
    const own = progress.get(issue.slug) ?? 'none';
    const { isHeld = false, isSkipped = false } = decisions.get(issue.slug) ?? {};
    const ledger = { progress: isSkipped && own !== 'open' ? 'settled' : own, isHeld } as const;
    return { issue, standing: judgeIssue(issue, ledger, { since, window, now }) };
  });
  return { standings, problems: [...clashes.values()] };
}

/**
 * Like `readStandings`, as if the ledger were empty: nothing was sent, held or skipped, and moments count
 * from now.
 */
export function judgeWithoutLedger(
  issues: readonly DatedIssue[],
  newsletter: Pick<Newsletter, 'schedule'>,
  now: number,
): IssueStanding[] {
  const options = { since: { firstRun: now, schedule: now }, window: windowOf(newsletter), now };
  const nothing = { progress: 'none', isHeld: false } as const;
  return issues.map((issue) => ({ issue, standing: judgeIssue(issue, nothing, options) }));
}

/** How late a scheduled issue may be sent, in ms. The default is a day. */
function windowOf({ schedule }: Pick<Newsletter, 'schedule'>): number {
  const text = schedule?.window ?? '1d';
  return parseDuration(text) ?? fail('invalid-value', { message: `"${text}" is not a span of time.` });
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
