import { type AlertScope, claimAlerts, forgetAlerts, settleAlerts } from '../../delivery/ledger/alerts.ts';
import { chooseTransport } from '../../delivery/transports.ts';
import { createProblem, type Problem } from '../../foundation/problems/problem.ts';
import type { ProgramContext } from '../../foundation/program/context.ts';
import { hour, minute } from '../../foundation/time/durations.ts';
import { describeFailure } from '../../state/read-ledger.ts';
import type { Store } from '../../store/store.ts';
import { type OpenEnd, type OpenReason, openReasons } from '../open-ends.ts';
import { alertChannels, type ChannelOptions } from './alert-channels.ts';
import { alertText } from './alert-text.ts';

export interface AlertOptions extends ChannelOptions {
  readonly open: readonly OpenEnd[];
  /** When the caller began to look for open ends, in ms since 1970. */
  readonly readAt: number;
  /** The reasons that the caller has looked for. The default is every reason that leads to an alert. */
  readonly among?: readonly OpenReason[];
}

interface RaisedAlert {
  readonly channel: AlertScope['channel'];
  readonly to: string;
  readonly ends: readonly OpenEnd[];
  /** Why the alert was not sent. */
  readonly problems: readonly Problem[];
}

/**
 * How long an open end with an exit code below 4 has to last before people learn about it, in ms. People
 * learn immediately about those with exit code 4, and never about the rest.
 */
const alertAfter: Partial<Record<OpenReason, number>> = {
  paused: 0,
  unreachable: hour,
  pages: hour,
  certificate: 0,
  'dkim-key': 0,
};

const allReasons = Object.keys(openReasons) as OpenReason[];

/** Open ends of one machine. No other process can see their end; see `end-alert.ts`. */
const isLocal = (reason: OpenReason) => reason === 'pull';

const alerting = allReasons.filter(
  (reason) => !isLocal(reason) && (openReasons[reason].code === 4 || reason in alertAfter),
);

/** How long a process may take for an alert, and the pause before the next attempt, in ms. */
export const lease = 15 * minute;

/**
 * Alerts people about open ends that need them, once for each, by mail and by a webhook. Reports a failure in
 * its result instead of throwing an error.
 */
export async function raiseAlerts(
  context: ProgramContext,
  store: Store,
  options: AlertOptions,
): Promise<RaisedAlert[]> {
  const channels = alertChannels(context, options);
  // An interrupted run has not found all open ends.
  if (channels.length === 0 || context.signal.aborted) return [];
  const reasons: readonly OpenReason[] = options.among ?? alerting;
  const wanted = options.open
    .filter(({ reason }) => reasons.includes(reason))
    .map((end) => ({ ...end, after: alertAfter[end.reason] ?? 0 }));
  const { name: transport } = chooseTransport(context.environment);
  const raised: RaisedAlert[] = [];
  for (const { name, to, send } of channels) {
    const scope = { transport, channel: name };
    const now = context.clock().getTime();
    const claimed = await claimAlerts(store, scope, wanted, { now, until: now + lease });
    const ends = options.open.filter((end) =>
      claimed.some(({ reason, issue }) => reason === end.reason && issue === end.issue),
    );
    if (ends.length === 0) continue;
    const reason = await send(alertText(options.newsletter, ends)).catch(describeFailure);
    if (reason === undefined) await settleAlerts(store, scope, claimed, context.clock().getTime());
    const problems = reason === undefined ? [] : [createProblem('alert-unsent', { to, reason })];
    raised.push({ channel: name, to, ends, problems });
  }
  const shared = reasons.filter((reason) => !isLocal(reason));
  if (shared.length > 0) await forgetAlerts(store, { transport, reasons: shared, before: options.readAt });
  return raised;
}
