import { join } from 'node:path';
import { keptWhole } from '../check/check-whole.ts';
import {
  type CheckParts,
  type IssueFindings,
  reportCheck,
  runCheck,
  type SharedFindings,
} from '../check/run-check.ts';
import type { IssueToSend } from '../editions/issue-to-send.ts';
import type { Files } from '../foundation/files/files.ts';
import { readKept } from '../foundation/files/kept-file.ts';
import { hasErrors, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { cacheFolder, type ProgramContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { latestIssue } from '../schedule/latest-issue.ts';
import { openKeptChecks } from './kept-checks.ts';
import { type KeptIssue, keptVersion, scanToSend } from './kept-issue.ts';
import type { OpenedToSend } from './opened-to-send.ts';

/**
 * Checks and renders an issue that a command sends: the named one, or the latest one that is ready. If no
 * source has changed since the last time, or since the last check of everything or archive build, this takes
 * the editions and the findings from then, and repeats only the part of the check that depends on the moment.
 * It then loads no code that reads or renders issues.
 */
export async function openToSend(context: ProgramContext, slug: string | undefined): Promise<OpenedToSend> {
  const last = readKept<KeptIssue>(join(cacheFolder(context), 'send.json'));
  const kept = last?.version === keptVersion ? last : undefined;
  const sources = scanToSend(context, kept);
  if (kept?.wanted === (slug ?? null) && (await sources.scan(kept.logo)).signature === kept.signature) {
    const { newsletter, issue } = kept;
    return { problems: await checkKept(context, sources.files, keptParts(kept)), newsletter, issue };
  }
  const checked = await openChecked(context, slug);
  if (checked) return checked;
  if (context.returnsMemory) {
    const { renderInProcess } = await import('./render-in-process.ts');
    return renderInProcess(context, slug);
  }
  const { renderToSend } = await import('./render-to-send.ts');
  return renderToSend(context, slug);
}

/** Checks and renders an issue that is due. Throws a `ProblemError` if it has an error. */
export async function openDue(
  context: ProgramContext,
  slug: string,
): Promise<{
  readonly publication: { readonly newsletter: Newsletter };
  readonly issue: IssueToSend;
  /** The warnings and notes of the check. */
  readonly problems: readonly Problem[];
}> {
  const { problems, newsletter, issue } = await openToSend(context, slug);
  if (newsletter === undefined || issue === undefined || hasErrors(problems))
    throw new ProblemError(problems);
  return { publication: { newsletter }, issue, problems };
}

/**
 * Takes an issue from the last check of everything or archive build; undefined unless these have the findings of
 * all issues and the editions of this one, for the current sources.
 */
async function openChecked(
  context: ProgramContext,
  slug: string | undefined,
): Promise<OpenedToSend | undefined> {
  const { roots, checks, scan, editions } = openKeptChecks(context);
  const parts = await keptWhole(checks, scan);
  if (parts === undefined) return undefined;
  const shared = await parts.shared();
  const issues = (await parts.issues(shared)) ?? [];
  const wanted = slug ?? latestIssue(issues.flatMap(datedIfSendable))?.slug;
  const own = issues.find((each) => each.slug === wanted);
  const kept = own && editions.read(own.slug, own.key);
  if (own === undefined || kept === undefined) return undefined;
  const others = issues.filter((each) => each !== own).map(({ links }) => links);
  const problems = await checkKept(context, roots.publication, {
    shared: async () => shared,
    issues: async () => (slug === undefined ? issues : [own]),
    ...(slug !== undefined && { others: async () => others }),
  });
  return { problems, newsletter: kept.newsletter, issue: kept.issue };
}

function datedIfSendable({ slug, links: { sendableDate } }: IssueFindings & { readonly slug: string }) {
  return sendableDate === undefined ? [] : [{ slug, date: sendableDate }];
}

/** Checks what depends on the moment, and adds the kept findings. */
async function checkKept(
  context: ProgramContext,
  files: Files,
  parts: CheckParts<SharedFindings, IssueFindings>,
): Promise<readonly Problem[]> {
  const report = new Report();
  reportCheck(await runCheck(files, parts, context.clock().getTime()), report);
  return report.problems;
}

function keptParts({ shared, issues, others }: KeptIssue): CheckParts<SharedFindings, IssueFindings> {
  return {
    shared: async () => shared,
    issues: async () => issues,
    ...(others && { others: async () => others }),
  };
}
