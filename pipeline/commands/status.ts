import { setTimeout as sleep } from 'node:timers/promises';
import { openStates, sumStates } from '../delivery/ledger/state.ts';
import { type DispatchStatus, readStatus } from '../delivery/status/read-status.ts';
import { explainRefusal } from '../delivery/transport/explain-refusal.ts';
import { namesOfIssue } from '../dispatches/names-of-issue.ts';
import { describeOpenEnd } from '../dispatches/open-ends.ts';
import { readWhatIsOpen } from '../dispatches/read-what-is-open.ts';
import { withStore } from '../dispatches/with-store.ts';
import { type DispatchFeedback, readFeedbackReport } from '../feedback/report/read-report.ts';
import { plural } from '../foundation/problems/plural.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { hasErrors } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { paint } from '../foundation/program/terminal.ts';
import { wallClock } from '../foundation/time/wall-clock.ts';
import { showCounts } from './describe-delivery.ts';
import { summarise } from './describe-feedback.ts';
import { describeDue, describeStandings } from './describe-standing.ts';
import { codeOf, openEndsToJson } from './print-dispatch.ts';

interface StatusOptions {
  readonly watch?: boolean;
  /** Whether the exit code should report open ends. */
  readonly check?: boolean;
  readonly json?: boolean;
}

const watchInterval = 2_000;

/**
 * Prints the state of the dispatches, of one issue or all, and the open ends that wait for the next run or
 * for a person.
 */
export async function status(
  context: CommandContext,
  slug: string | undefined,
  { watch, check, json }: StatusOptions,
): Promise<ExitCode> {
  const { terminal, signal, clock } = context;
  const filter = slug === undefined ? {} : { issue: await namesOfIssue(context, slug) };
  return withStore<ExitCode>(context, async (store) => {
    for (;;) {
      const dispatches = await readStatus(store, filter);
      const feedback = await readFeedbackReport(store, filter);
      const { standings, open, problems, timeZone } = await readWhatIsOpen(context, store, slug);
      const { lines, data } = describeStandings(standings, timeZone, clock().getTime());
      const exitCode = check ? codeOf(open, [], hasErrors(problems)) : 0;
      if (json) {
        const found = problemsToJson(problems);
        const result = {
          dispatches,
          feedback,
          issues: data,
          open: openEndsToJson(open),
          problems: found,
          exitCode,
        };
        terminal.print(JSON.stringify(result, null, watch ? undefined : 2));
      } else {
        for (const { message, hint } of problems)
          terminal.print(`${paint(terminal, 'red', message)}\n  ${hint ?? ''}`);
        for (const line of describe(context, dispatches, feedback, slug, timeZone)) terminal.print(line);
        const due = describeDue(standings, timeZone);
        for (const line of [...due, ...lines, ...open.map(describeOpenEnd)]) terminal.print(line);
      }
      const isMoving = dispatches.some(
        ({ state, counts }) => state === 'active' && sumStates(counts, openStates) > 0,
      );
      if (!watch || !isMoving || signal.aborted) return exitCode;
      // Rejects when the user stops watching.
      await sleep(watchInterval, undefined, { signal }).catch(() => undefined);
      if (!json) terminal.print('');
    }
  });
}

function describe(
  { terminal, clock }: CommandContext,
  dispatches: readonly DispatchStatus[],
  feedback: readonly DispatchFeedback[],
  slug: string | undefined,
  timeZone: string,
): string[] {
  if (dispatches.length === 0)
    return [slug === undefined ? 'Nothing has been sent yet.' : `Nothing of "${slug}" has been sent yet.`];
  return dispatches.flatMap((each) => {
    const revision = each.revision > 1 ? `, correction ${each.revision - 1}` : '';
    const state = each.state === 'active' ? '' : ` (${each.state}${each.reason ? `: ${each.reason}` : ''})`;
    const title = `${paint(terminal, 'bold', each.issue)}${revision}  by ${each.transport}, ${each.createdAt.toISOString()}${state}`;
    return [
      title,
      `  ${showCounts(each.counts)}`,
      ...[...byLocale(each.editions)].map(([locale, count]) => `  ${locale}: ${count}`),
      ...describeWaiting(each.waiting, timeZone, clock().getTime()),
      ...byDomain(each.domains),
      ...feedback.filter(({ dispatch }) => dispatch === each.dispatch).flatMap(summarise),
      ...each.reasons.map(
        ({ state: reached, reason, count, reply }) =>
          `  ${reached}: ${count} ${reason}${reply ? ` (${reply})` : ''}`,
      ),
      ...(['uncertain', 'rejected'] as const).flatMap((name) =>
        each[name].map(
          ({ address, reply, reason }) =>
            `  ${name}: ${address}${reply || reason ? ` (${reply ?? reason})` : ''}`,
        ),
      ),
      ...adviceFor(each.rejected).map((advice) => `  ${advice}`),
    ];
  });
}

/** The advice about receivers that refuse us as the sender, without repetitions. */
function adviceFor(rejected: DispatchStatus['rejected']): string[] {
  return [...new Set(rejected.flatMap(({ reply }) => explainRefusal(reply ?? '') ?? []))];
}

/** Describes the readers whose own hour is still to come. */
function describeWaiting(waiting: DispatchStatus['waiting'], timeZone: string, now: number): string[] {
  const later = waiting.filter(({ notBefore }) => notBefore > now);
  const [first] = later;
  if (first === undefined) return [];
  const readers = plural(
    later.reduce((sum, { count }) => sum + count, 0),
    'reader',
  );
  return [
    `  ${readers} still to come at their own hour, the next at ${wallClock(first.notBefore, timeZone)}`,
  ];
}

function byLocale(editions: readonly { locale: string; count: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { locale, count } of editions) sums.set(locale, (sums.get(locale) ?? 0) + count);
  return sums;
}

function byDomain(domains: DispatchStatus['domains']): string[] {
  const groups = Map.groupBy(domains, ({ domain }) => domain);
  return [...groups].map(
    ([domain, states]) => `  ${domain}: ${states.map(({ state, count }) => `${count} ${state}`).join(', ')}`,
  );
}
