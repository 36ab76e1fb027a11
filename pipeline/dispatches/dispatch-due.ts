import type { DeliveryReport } from '../delivery/deliver.ts';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import { chooseTransport } from '../delivery/transports.ts';
import type { IssueToSend } from '../editions/issue-to-send.ts';
import { type Problem, ProblemError } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Publication } from '../publication/publication.ts';
import { timesOfIssue } from '../schedule/delivery-times.ts';
import { due } from '../schedule/due.ts';
import { judgeIssues } from '../schedule/judge-issues.ts';
import type { Store } from '../store/store.ts';
import { checkBeforeSending } from './check-before-sending.ts';
import { checkLedger, ledgerEnds } from './check-ledger.ts';
import { recordRun } from './count-since.ts';
import { dispatchIssue, type OnProgress, prepareAudience } from './dispatch-issue.ts';
import { lapsedIssues } from './lapsed-issues.ts';
import { nextRun } from './next-run.ts';
import type { OpenEnd } from './open-ends.ts';
import { openTransport } from './open-transport.ts';
import { readOpenEnds } from './read-open-ends.ts';
import { type DatedIssue, readScheduleLedger } from './read-schedule-ledger.ts';
import type { IssueStanding } from './read-standings.ts';
import { settleInterrupted } from './settle-interrupted.ts';

export interface DueOptions {
  readonly newsletter: Newsletter;
  readonly issues: readonly DatedIssue[];
  /** Checks and renders an issue. Rejects with its problems. */
  readonly open: (slug: string) => Promise<{
    readonly publication: Pick<Publication, 'newsletter'>;
    readonly issue: IssueToSend;
  }>;
  /** When the next notice to the editors is due, in ms since 1970. */
  readonly nextNotice?: number | undefined;
  /** Called when an issue begins, when it is planned, and when it ends. */
  readonly onIssue?: (slug: string) => void;
  readonly onPlan?: (plan: DispatchPlan) => void;
  readonly onEnd?: (done: DispatchedIssue) => void;
  readonly onProgress?: OnProgress;
}

/** The outcome for an issue that was due. */
export interface DispatchedIssue {
  readonly issue: string;
  readonly plan: DispatchPlan | undefined;
  readonly delivery: DeliveryReport | undefined;
  /** The problems that ended the dispatch or occurred during it. */
  readonly problems: readonly Problem[];
  /** The folder with the messages, for a transport that has one. */
  readonly folder: string | undefined;
}

interface DueReport {
  readonly standings: readonly IssueStanding[];
  readonly dispatched: readonly DispatchedIssue[];
  readonly open: readonly OpenEnd[];
  /** Problems of the ledger as a whole, or of an issue's names. */
  readonly problems: readonly Problem[];
  /** See `nextRun`. */
  readonly next: number | undefined;
}

/**
 * Sends the issues that are due and continues those in progress, by the same rule for every transport. A
 * schedule calls it repeatedly, so it does not render issues that are already delivered. If one issue fails,
 * the others still go out.
 */
export async function dispatchDue(
  context: ProgramContext,
  store: Store,
  options: DueOptions,
): Promise<DueReport> {
  const { newsletter } = options;
  const kind = chooseTransport(context.environment);
  const { name: transport } = kind;
  // The readers' time zones decide when an issue is due.
  if (newsletter.schedule?.readersTime) await prepareAudience(context, store, kind);
  const now = context.clock().getTime();
  const since = await recordRun(store, transport, newsletter, now);
  const reading = { transport, newsletter, since, now };
  const { ledger, issues, problems: clashes } = await readScheduleLedger(store, options.issues, reading);
  const standings = judgeIssues(newsletter, issues, ledger, now);
  const dispatched: DispatchedIssue[] = [];
  const notBegun: OpenEnd[] = [];
  for (const { slug } of due(newsletter, issues, ledger, now)) {
    const done = await dispatchUnlessStopped(context, store, slug, options);
    if (done === undefined) notBegun.push({ reason: 'stopped', issue: slug });
    else dispatched.push(done);
  }
  await settleInterrupted(context, store, transport);
  const found = await checkLedger(context, store, newsletter);
  const open = [
    ...lapsedIssues(standings),
    ...dispatched.flatMap(waitingFor),
    ...notBegun,
    ...(await readOpenEnds(store, { transport, now: context.clock().getTime() })),
    ...ledgerEnds(found),
  ];
  const next = await nextRun(store, {
    transport,
    newsletter,
    issues,
    ledger,
    nextNotice: options.nextNotice,
    now: context.clock().getTime(),
  });
  if (next !== undefined) context.tellParent?.({ next: { at: next, timeZone: newsletter.timeZone } });
  return { standings, dispatched, open, problems: [...clashes, ...found], next };
}

/** Returns undefined if the run was stopped before the issue was planned. */
async function dispatchUnlessStopped(
  context: ProgramContext,
  store: Store,
  slug: string,
  options: DueOptions,
): Promise<DispatchedIssue | undefined> {
  const { signal } = context;
  if (signal.aborted) return undefined;
  options.onIssue?.(slug);
  context.tellParent?.({ dispatching: slug });
  try {
    const done = await dispatchOne(context, store, slug, options);
    options.onEnd?.(done);
    return done;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return undefined;
    throw error;
  }
}

async function dispatchOne(
  context: ProgramContext,
  store: Store,
  slug: string,
  { newsletter, open, onPlan, onProgress }: DueOptions,
): Promise<DispatchedIssue> {
  let plan: DispatchPlan | undefined;
  let folder: string | undefined;
  try {
    const kind = chooseTransport(context.environment);
    const transport = await openTransport(context, newsletter, kind, slug);
    folder = transport.folder;
    const { publication, issue } = await open(slug);
    const { report } = await dispatchIssue(context, store, publication, issue, transport, {
      times: timesOfIssue(issue.issue, publication.newsletter),
      async approve(proposed) {
        plan = proposed;
        onPlan?.(proposed);
        // A scheduled issue needs no confirmation, because its moment is in a file that somebody reviewed.
        if (kind.reachesPeople && proposed.total > 0) await checkBeforeSending(context, publication, issue);
        return true;
      },
      ...(onProgress && { onProgress }),
    });
    return { issue: slug, plan, delivery: report, problems: report?.problems ?? [], folder };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { issue: slug, plan, delivery: undefined, problems: error.problems, folder };
  }
}

/** Why an issue waits, for reasons that are not in the ledger. */
function waitingFor({ issue, delivery, problems }: DispatchedIssue): OpenEnd[] {
  const has = (code: Problem['code']) => problems.some((problem) => problem.code === code);
  if (delivery?.end === 'unreachable') return [{ reason: 'unreachable', issue }];
  if (has('public-unreachable')) return [{ reason: 'pages', issue }];
  return [];
}
