import { listSlugs } from '../content/list-slugs.ts';
import { readIssues } from '../content/read-issues.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { type ProgramContext, stateFolder } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';
import type { Store } from '../store/store.ts';
import { checkLedger, ledgerEnds } from './check-ledger.ts';
import { readCountedSince } from './count-since.ts';
import { issueAsDated } from './issue-as-dated.ts';
import { lapsedIssues } from './lapsed-issues.ts';
import { namesOfIssue } from './names-of-issue.ts';
import type { OpenEnd } from './open-ends.ts';
import { pullEnds, readPullOutage } from './pull-outage.ts';
import { readExpiring } from './read-expiring.ts';
import { readOpenEnds } from './read-open-ends.ts';
import type { DatedIssue } from './read-schedule-ledger.ts';
import { type IssueStanding, readStandings } from './read-standings.ts';
import { readTransport } from './read-transport.ts';

export interface WhatIsOpen {
  /** Empty when newsletter.yaml cannot be read. */
  readonly standings: readonly IssueStanding[];
  readonly open: readonly OpenEnd[];
  /** Problems of the ledger as a whole, or of an issue's names. */
  readonly problems: readonly Problem[];
  readonly timeZone: string;
}

/**
 * Reads the standing of issues, and the open ends that wait for the next run or for a person. Changes
 * nothing.
 */
export async function readWhatIsOpen(
  context: ProgramContext,
  store: Store,
  slug: string | undefined,
): Promise<WhatIsOpen> {
  const files = diskFiles(context.root);
  // `courant check` reports the problems of the files.
  const newsletter = await readNewsletter(files, new Report());
  const issues = newsletter === undefined ? [] : await readDated(files, newsletter);
  const names = slug === undefined ? undefined : await namesOfIssue(context, slug);
  return judgeWhatIsOpen(context, store, { newsletter, issues, slug, names });
}

interface KnownIssues {
  readonly newsletter: Newsletter | undefined;
  readonly issues: readonly DatedIssue[];
  /** Limits the result to this issue, with every name that the ledger may know it by. */
  readonly slug?: string | undefined;
  readonly names?: readonly string[] | undefined;
}

/** Like `readWhatIsOpen`, for issues that have already been read. */
export async function judgeWhatIsOpen(
  context: ProgramContext,
  store: Store,
  { newsletter, issues, slug, names }: KnownIssues,
): Promise<WhatIsOpen> {
  const now = context.clock().getTime();
  const transport = await readTransport(context, store);
  const judge = async (known: Newsletter) => {
    const since = await readCountedSince(store, transport, known, now);
    return readStandings(store, issues, { transport, newsletter: known, since, now });
  };
  const { standings, problems: clashes } =
    newsletter === undefined ? { standings: [], problems: [] } : await judge(newsletter);
  const wanted = standings.filter(({ issue }) => slug === undefined || issue.slug === slug);
  const ledger = await checkLedger(context, store);
  const open = [
    ...lapsedIssues(wanted),
    ...(await readOpenEnds(store, { transport, issues: names, now })),
    ...ledgerEnds(ledger),
    ...(slug === undefined ? pullEnds(readPullOutage(stateFolder(context)), now) : []),
    ...(newsletter === undefined || slug !== undefined ? [] : await readExpiring(store, newsletter, now)),
  ];
  return {
    standings: wanted,
    open,
    problems: [...clashes, ...ledger],
    timeZone: newsletter?.timeZone ?? 'UTC',
  };
}

async function readDated(files: Files, newsletter: Newsletter): Promise<DatedIssue[]> {
  const read = await readIssues(files, newsletter, await listSlugs(files), new Report());
  return read.flatMap(({ issue }) => (issue ? issueAsDated(issue) : []));
}
