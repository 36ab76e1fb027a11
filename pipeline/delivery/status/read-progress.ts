import { sql } from 'kysely';
import type { Database, Store } from '../../store/store.ts';
import { ledgerNameOf, type NamedIssue, rememberRenamed } from '../ledger/issue-names.ts';

/** An issue with the editions that can be sent now. */
interface SendableIssue extends NamedIssue {
  /** The locales of the editions that are ready. */
  readonly locales: readonly string[];
}

/**
 * The progress of an issue's latest dispatch:
 * - `none`: there is none
 * - `open`: it has deliveries left for a run
 * - `partial`: all of its deliveries are settled, but an edition that is ready was never planned
 * - `settled`: nothing is left to do, or a person ended it
 */
type IssueProgress = 'none' | 'open' | 'partial' | 'settled';

/**
 * The progress of each issue, by slug. A settled issue need not be rendered, because later changes to its
 * content do not affect the mail that was sent.
 */
export async function readProgress(
  store: Store,
  transport: string,
  issues: readonly SendableIssue[],
): Promise<ReadonlyMap<string, IssueProgress>> {
  await rememberRenamed(store, issues);
  const { planned, names } = await store.read(async (db) => ({
    planned: await readPlanned(db, transport),
    names: await Promise.all(issues.map((each) => ledgerNameOf(db, each))),
  }));
  const progressOf = ({ locales }: SendableIssue, index: number): IssueProgress => {
    const dispatch = planned.get(names[index] ?? '');
    if (dispatch === undefined) return 'none';
    if (dispatch.isCancelled) return 'settled';
    if (dispatch.isOpen) return 'open';
    return locales.every((locale) => dispatch.locales.has(locale)) ? 'settled' : 'partial';
  };
  return new Map(issues.map((issue, index) => [issue.issue, progressOf(issue, index)]));
}

interface PlannedIssue {
  readonly isCancelled: boolean;
  readonly isOpen: boolean;
  readonly locales: Set<string>;
}

/** The last dispatch of every issue. The states are literals, so that the partial indexes apply. */
async function readPlanned(db: Database, transport: string): Promise<Map<string, PlannedIssue>> {
  const { rows } = await sql<{ issue: string; state: string; open: number; locale: string }>`
    select dispatches.issue, dispatches.state, dispatch_editions.locale,
      case when exists (select 1 from deliveries
          where dispatch = dispatches.id and state in ('planned', 'deferred'))
        or exists (select 1 from deliveries where dispatch = dispatches.id and state in ('claimed', 'sending'))
        then 1 else 0 end as open
    from dispatches
    join dispatch_editions on dispatch_editions.dispatch = dispatches.id
    where dispatches.transport = ${transport} and dispatches.revision = (
      select max(revision) from dispatches as others
      where others.issue = dispatches.issue and others.transport = dispatches.transport)`.execute(db);
  const issues = new Map<string, PlannedIssue>();
  for (const { issue, state, open, locale } of rows) {
    const known = issues.get(issue) ?? {
      isCancelled: state === 'cancelled',
      isOpen: Number(open) === 1,
      locales: new Set<string>(),
    };
    known.locales.add(locale);
    issues.set(issue, known);
  }
  return issues;
}
