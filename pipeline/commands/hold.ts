import { chooseSlugs } from '../content/read-issues.ts';
import { holdIssue, releaseIssue } from '../dispatches/decide-by-hand.ts';
import { namesOfIssue } from '../dispatches/names-of-issue.ts';
import { withStore } from '../dispatches/with-store.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';

interface HoldOptions {
  readonly json?: boolean;
}

/** Holds an issue's mail back until `release`. A dispatch in progress stops at its next commit. */
export async function hold(context: CommandContext, slug: string, { json }: HoldOptions): Promise<ExitCode> {
  const issue = await findIssue(context, slug);
  const names = await namesOfIssue(context, issue);
  await withStore(context, (store) => holdIssue(store, names, context.clock().getTime()));
  context.terminal.print(
    json
      ? JSON.stringify({ held: issue })
      : `The mail of ${issue} is held: no run sends it. Its page is still published; "hold: true" in its file holds back both.`,
  );
  return 0;
}

/** Releases an issue that was held. */
export async function release(
  context: CommandContext,
  slug: string,
  { json }: HoldOptions,
): Promise<ExitCode> {
  const issue = await findIssue(context, slug);
  const names = await namesOfIssue(context, issue);
  const wasHeld = await withStore(context, (store) => releaseIssue(store, names));
  const text = wasHeld ? `The mail of ${issue} is no longer held.` : `The mail of ${issue} was not held.`;
  context.terminal.print(json ? JSON.stringify({ released: issue, wasHeld }) : text);
  return 0;
}

/** Fails with `issue-unknown`. */
async function findIssue(context: CommandContext, slug: string): Promise<string> {
  const report = new Report();
  const [issue] = await chooseSlugs(diskFiles(context.root), [slug], report);
  if (issue === undefined) throw new ProblemError(report.problems);
  return issue;
}
