import { listSlugs, readIssues } from '../content/read-issues.ts';
import { chooseTransport, describeTransport } from '../delivery/transports.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';
import type { Store } from '../store/store.ts';
import { checkLedger } from './check-ledger.ts';
import { readCountedSince } from './count-since.ts';
import { lapses } from './lapses.ts';
import { namesOfIssue } from './names-of-issue.ts';
import type { OpenEnd } from './open-ends.ts';
import { readOpenEnds } from './read-open-ends.ts';
import { type IssueStanding, issueAsDated, readStandings } from './read-standings.ts';

export interface WhatIsOpen {
  /** Empty when newsletter.yaml cannot be read. */
  readonly standings: readonly IssueStanding[];
  readonly open: readonly OpenEnd[];
  /** What is wrong with the ledger as a whole. */
  readonly problems: readonly Problem[];
  readonly timeZone: string;
}

/**
 * What a run would find: the standing of issues, and what waits for the next run or for a person. Read-only.
 */
export async function readWhatIsOpen(
  context: ProgramContext,
  store: Store,
  slug: string | undefined,
): Promise<WhatIsOpen> {
  const files = diskFiles(context.root);
  // `courant check` reports the problems of the files.
  const newsletter = await readNewsletter(files, new Report());
  const transport = await readTransport(context, store);
  const issues = slug === undefined ? undefined : await namesOfIssue(context, slug);
  const standings = newsletter === undefined ? [] : await readAll(context, store, newsletter, transport);
  const wanted = standings.filter(({ issue }) => slug === undefined || issue.slug === slug);
  const problems = await checkLedger(context, store);
  const open = [
    ...lapses(wanted),
    ...(await readOpenEnds(store, { transport, issues })),
    ...problems.flatMap(ledgerEnd),
  ];
  return { standings: wanted, open, problems, timeZone: newsletter?.timeZone ?? 'UTC' };
}

async function readAll(context: ProgramContext, store: Store, newsletter: Newsletter, transport: string) {
  const files = diskFiles(context.root);
  const now = context.clock().getTime();
  const read = await readIssues(files, newsletter, await listSlugs(files), new Report());
  const issues = read.flatMap(({ issue }) => (issue ? issueAsDated(issue) : []));
  const since = await readCountedSince(store, transport, newsletter, now);
  return readStandings(store, issues, { transport, newsletter, since, now });
}

/** The transport of runs: one that reaches people if there were such runs, otherwise the configured one. */
async function readTransport({ environment }: ProgramContext, store: Store): Promise<string> {
  const rows = await store.read((db) => db.selectFrom('first_runs').select('transport').execute());
  const real = rows.find(({ transport }) => describeTransport(transport).reachesPeople);
  return real?.transport ?? chooseTransport(environment).name;
}

function ledgerEnd({ code }: Problem): OpenEnd[] {
  if (code === 'ledger-restored' || code === 'mark-elsewhere') return [{ reason: 'ledger', issue: '' }];
  return code === 'journal-unwritten' ? [{ reason: 'journal', issue: '' }] : [];
}
