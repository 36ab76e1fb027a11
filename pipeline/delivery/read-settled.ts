import { sql } from 'kysely';
import type { Database, Store } from '../store/store.ts';
import { ledgerNameOf, type NamedIssue, rememberRenamed } from './ledger/issue-names.ts';

/** An issue by what can be sent of it now. */
export interface SendableIssue extends NamedIssue {
  /** The locales of the editions that are ready. */
  readonly locales: readonly string[];
}

/**
 * The issues of these with which a run has nothing left to do: each of their editions was planned, and every delivery
 * is settled; or a person ended the dispatch. A schedule need not even render them: what was planned is what was sent,
 * however the edition reads now.
 */
export async function readSettled(
  store: Store,
  transport: string,
  issues: readonly SendableIssue[],
): Promise<ReadonlySet<string>> {
  await rememberRenamed(store, issues);
  const { planned, names } = await store.read(async (db) => ({
    planned: await readPlanned(db, transport),
    names: await Promise.all(issues.map((each) => ledgerNameOf(db, each))),
  }));
  const settled = issues.filter(({ locales }, index) => {
    const dispatch = planned.get(names[index] ?? '');
    if (dispatch === undefined) return false;
    if (dispatch.isCancelled) return true;
    return !dispatch.isOpen && locales.every((locale) => dispatch.locales.has(locale));
  });
  return new Set(settled.map(({ issue }) => issue));
}

interface PlannedIssue {
  readonly isCancelled: boolean;
  readonly isOpen: boolean;
  readonly locales: Set<string>;
}

/** The last dispatch of every issue. The states are written out, for the partial indexes to be found by them. */
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
