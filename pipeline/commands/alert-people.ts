import type { AlertOptions } from '../dispatches/alert/raise-alerts.ts';
import { withStore } from '../dispatches/with-store.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import { openShared } from './open-shared.ts';
import { openEndsToJson, type StagePrinter } from './print-dispatch.ts';

/** Sends the alerts about open ends, prints their outcomes, and returns them for `--json`. */
export async function alertPeople(
  context: CommandContext,
  options: Omit<AlertOptions, 'openShared'>,
  say: StagePrinter,
) {
  if (options.newsletter.alerts === undefined && !context.environment['COURANT_ALERT_WEBHOOK']) return [];
  const { raiseAlerts } = await import('../dispatches/alert/raise-alerts.ts');
  const raised = await withStore(context, (store) =>
    raiseAlerts(context, store, { ...options, openShared: () => openShared(context) }),
  );
  for (const { to, ends, problems } of raised) {
    if (problems.length === 0) say('alert', `sent to ${to}: ${ends.map(nameOf).join(', ')}`);
    reportProblems(context, problems);
  }
  return raised.map(({ ends, problems, ...rest }) => ({
    ...rest,
    open: openEndsToJson(ends),
    problems: problemsToJson(problems),
  }));
}

const nameOf = ({ issue, reason }: { issue: string; reason: string }) => `${issue} ${reason}`.trim();
