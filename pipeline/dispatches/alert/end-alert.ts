import { claimRecovery, deleteAlert } from '../../delivery/ledger/alerts.ts';
import { chooseTransport } from '../../delivery/transports.ts';
import { createProblem, type Problem } from '../../foundation/problems/problem.ts';
import type { ProgramContext } from '../../foundation/program/context.ts';
import { describeFailure } from '../../state/read-ledger.ts';
import type { Store } from '../../store/store.ts';
import type { OpenEnd } from '../open-ends.ts';
import { alertChannels, type ChannelOptions } from './alert-channels.ts';
import { recoveryText } from './alert-text.ts';
import { lease } from './raise-alerts.ts';

/**
 * Tells the people who got an alert about an open end that it has ended, and forgets the alert. If a message
 * could not be sent, returns the problem and keeps the alert, so that the next call tries again.
 */
export async function endAlert(
  context: ProgramContext,
  store: Store,
  { end, ...options }: ChannelOptions & { readonly end: OpenEnd },
): Promise<Problem[]> {
  const { name: transport } = chooseTransport(context.environment);
  const key = { transport, reason: end.reason, issue: end.issue };
  const now = context.clock().getTime();
  const claimed = await claimRecovery(store, key, { now, until: now + lease });
  const channels = alertChannels(context, options);
  const problems: Problem[] = [];
  for (const name of claimed) {
    // A channel that is no longer configured has nobody to tell.
    const channel = channels.find((each) => each.name === name);
    const reason = await channel?.send(recoveryText(options.newsletter, end)).catch(describeFailure);
    if (channel === undefined || reason === undefined) await deleteAlert(store, { ...key, channel: name });
    else problems.push(createProblem('alert-unsent', { to: channel.to, reason }));
  }
  return problems;
}
