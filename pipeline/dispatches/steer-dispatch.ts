import { byHand, setDispatchState } from '../delivery/ledger/dispatch-state.ts';
import { type DispatchStatus, readStatus } from '../delivery/read-status.ts';
import { replan } from '../delivery/replan.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import { plural } from '../foundation/program/report-problems.ts';
import type { Store } from '../store/store.ts';
import { namesOfIssue } from './names-of-issue.ts';
import { placeSettings } from './open-ledger-state.ts';

/** A person's word about a dispatch that has begun. */
export interface Steering {
  readonly pause?: boolean;
  readonly resume?: boolean;
  readonly cancel?: boolean;
  readonly retryRejected?: boolean;
  readonly resendUncertain?: boolean;
  /** The ledger, though it was put back from a backup, is the one to go on with. */
  readonly acceptLedger?: boolean;
  readonly yes?: boolean;
}

/** Whether the options say something about a dispatch that has begun. */
export function isSteering(options: Steering): boolean {
  const { pause, resume, cancel, retryRejected, resendUncertain, acceptLedger } = options;
  return Boolean(pause || resume || cancel || retryRejected || resendUncertain || acceptLedger);
}

/**
 * Carries the word out on the latest dispatch, of this issue or of any. Returns the dispatch that is to go on now;
 * after `--pause` and `--cancel` none is.
 */
export async function steerDispatch(
  context: CommandContext,
  store: Store,
  slug: string | undefined,
  transport: string,
  options: Steering,
): Promise<DispatchStatus | undefined> {
  const { terminal } = context;
  if (options.acceptLedger) await acceptHere(context, store, options.yes);
  const [dispatch] = await readStatus(store, {
    transport,
    dispatches: 1,
    ...(slug !== undefined && { issue: await namesOfIssue(context, slug) }),
  });
  if (dispatch === undefined && options.acceptLedger) return undefined;
  if (dispatch === undefined) fail('dispatch-none', { issue: slug ?? 'any issue', transport });
  const { issue } = dispatch;
  const now = context.clock().getTime();
  const set = (state: DispatchStatus['state'], reason?: string) =>
    setDispatchState(store, dispatch.dispatch, { state, now, ...(reason !== undefined && { reason }) });

  if (options.pause || options.cancel) {
    await set(options.cancel ? 'cancelled' : 'paused', byHand);
    terminal.print(`The dispatch of ${issue} is ${options.cancel ? 'cancelled' : 'paused'}.`);
    return undefined;
  }
  if (options.retryRejected) {
    const planned = await replan(store, dispatch.dispatch, { state: 'rejected', now });
    terminal.print(`${plural(planned, 'rejected message')} planned again.`);
  }
  if (options.resendUncertain) {
    await confirmDoubles(context, dispatch.counts.uncertain, options.yes);
    const planned = await replan(store, dispatch.dispatch, { state: 'uncertain', now });
    terminal.print(`${plural(planned, 'uncertain message')} planned again.`);
  }
  if (dispatch.state === 'cancelled') fail('dispatch-cancelled', { issue });
  await set('active');
  return dispatch;
}

/** The place that this machine knows becomes the ledger's, whatever it held. */
async function acceptHere(context: CommandContext, store: Store, yes: boolean | undefined): Promise<void> {
  const { findPlace, renameHome } = await import('../state/find-place.ts');
  const { acceptLedger } = await import('../state/high-water-mark.ts');
  const settings = await placeSettings(context);
  const { place } = await findPlace(store, settings, { reachesPeople: true });
  try {
    const issues = new Set((await place.readMarks()).map(({ issue }) => issue));
    const sent = issues.size > 0 ? [...issues].join(', ') : 'What was sent before';
    await confirm(
      context,
      `${sent} may go to people who have it already. Continue with this ledger?`,
      issues.size,
      yes,
    );
    await acceptLedger(store, place);
    await renameHome(store, settings);
  } finally {
    await place.close();
  }
  context.terminal.print('The ledger is accepted as it is.');
}

/** Whoever is uncertain may have the message already: sending again is a person's decision. */
async function confirmDoubles(
  context: CommandContext,
  uncertain: number,
  yes: boolean | undefined,
): Promise<void> {
  if (uncertain === 0) return;
  const people = plural(uncertain, 'person', 'people');
  await confirm(context, `${people} may have it already. Send it to them again?`, uncertain, yes);
}

async function confirm(
  { terminal }: CommandContext,
  question: string,
  recipients: number,
  yes: boolean | undefined,
): Promise<void> {
  if (yes || (await terminal.confirm(question)) === true) return;
  fail('not-confirmed', { recipients });
}
