import type { AlertOptions } from '../dispatches/alert/raise-alerts.ts';
import { lookAtCertificates } from '../dispatches/look-at-certificates.ts';
import type { OpenEnd } from '../dispatches/open-ends.ts';
import { readExpiring } from '../dispatches/read-expiring.ts';
import { withStore } from '../dispatches/with-store.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { openShared } from './open-shared.ts';
import { openEndsToJson, type StagePrinter } from './print-dispatch.ts';

/** Whether anybody has asked for alerts or figures. */
const isWatched = ({ environment }: CommandContext, { alerts }: Newsletter) =>
  Boolean(alerts || environment['COURANT_ALERT_WEBHOOK'] || environment['COURANT_METRICS_TOKEN']);

/**
 * Looks at certificates if anybody wants to know, and returns the open ends about certificates and keys that
 * are near their end.
 */
export function findExpiring(context: CommandContext, newsletter: Newsletter): Promise<OpenEnd[]> {
  return withStore(context, async (store) => {
    try {
      if (isWatched(context, newsletter)) await lookAtCertificates(context, store, newsletter);
    } catch (error) {
      // An address in the settings is wrong. Whatever uses the address reports that.
      if (!(error instanceof ProblemError)) throw error;
    }
    return readExpiring(store, newsletter, context.clock().getTime());
  });
}

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
