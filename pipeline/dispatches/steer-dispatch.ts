import { byHand, setDispatchState } from '../delivery/ledger/dispatch-state.ts';
import { replan } from '../delivery/ledger/replan.ts';
import { type DispatchStatus, readStatus } from '../delivery/status/read-status.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';
import { acknowledge } from './decide-by-hand.ts';
import { namesOfIssue } from './names-of-issue.ts';
import { placeSettings } from './open-ledger-state.ts';
import { refuseHeld } from './refuse-held.ts';
import type { Steering } from './steering.ts';

/** An effect on people that needs confirmation. */
export type Doubt =
  | { readonly kind: 'ledger'; readonly issues: readonly string[] }
  | { readonly kind: 'uncertain'; readonly count: number };

interface SteerOptions extends Steering {
  /** Asks for confirmation. Rejects when the answer is no, or when there is no terminal. */
  readonly confirm: (doubt: Doubt) => Promise<void>;
}

/** The changes that were made. */
export interface Steered {
  readonly issue: string | undefined;
  readonly acceptedLedger: boolean;
  readonly state: 'paused' | 'cancelled' | undefined;
  /** How many deliveries were planned again. */
  readonly planned: { readonly rejected?: number; readonly uncertain?: number };
  /** The states whose deliveries stay as they are. */
  readonly left: readonly ('rejected' | 'uncertain')[];
  /** The dispatch to continue now, if any. */
  readonly dispatch: DispatchStatus | undefined;
}

/** Applies the decision to the latest dispatch of this issue or, when it names no issue, of the ledger. */
export async function steerDispatch(
  context: ProgramContext,
  store: Store,
  slug: string | undefined,
  transport: string,
  options: SteerOptions,
): Promise<Steered> {
  const names = slug === undefined ? undefined : await namesOfIssue(context, slug);
  const acceptedLedger = options.acceptLedger === true;
  if (acceptedLedger) await acceptHere(context, store, options.confirm);
  const [dispatch] = await readStatus(store, {
    transport,
    dispatches: 1,
    ...(names !== undefined && { issue: names }),
  });
  const nothing = { acceptedLedger, state: undefined, planned: {}, left: [], dispatch: undefined };
  if (dispatch === undefined && acceptedLedger) return { ...nothing, issue: undefined };
  if (dispatch === undefined) fail('dispatch-none', { issue: slug ?? 'any issue', transport });
  const { issue } = dispatch;
  const now = context.clock().getTime();

  if (options.pause || options.cancel) {
    const state = options.cancel ? 'cancelled' : 'paused';
    await setDispatchState(store, dispatch.dispatch, { state, reason: byHand, now });
    return { ...nothing, issue, state };
  }
  const left = [
    ...(options.leaveRejected ? (['rejected'] as const) : []),
    ...(options.leaveUncertain ? (['uncertain'] as const) : []),
  ];
  for (const state of left) await acknowledge(store, names ?? [issue], transport, state, now);
  const replans = options.retryRejected || options.resendUncertain;
  if (left.length > 0 && !options.resume && !replans) return { ...nothing, issue, left };

  await refuseHeld(context, store, slug ?? issue);
  if (dispatch.state === 'cancelled') fail('dispatch-cancelled', { issue });
  const planned: { rejected?: number; uncertain?: number } = {};
  if (options.retryRejected)
    planned.rejected = await replan(store, dispatch.dispatch, { state: 'rejected', now });
  if (options.resendUncertain) {
    const count = dispatch.counts.uncertain;
    if (count > 0) await options.confirm({ kind: 'uncertain', count });
    planned.uncertain = await replan(store, dispatch.dispatch, { state: 'uncertain', now });
  }
  await setDispatchState(store, dispatch.dispatch, { state: 'active', now });
  return { ...nothing, issue, planned, left, dispatch };
}

/** Binds this machine's place to the ledger, even if the place has belonged to another ledger. */
async function acceptHere(
  context: ProgramContext,
  store: Store,
  confirm: SteerOptions['confirm'],
): Promise<void> {
  const { findPlace, renameHome } = await import('../state/find-place.ts');
  const { acceptLedger } = await import('../state/high-water-mark.ts');
  const settings = await placeSettings(context);
  const { place } = await findPlace(store, settings, { reachesPeople: true });
  try {
    const issues = new Set((await place.readMarks()).map(({ issue }) => issue));
    await confirm({ kind: 'ledger', issues: [...issues] });
    await acceptLedger(store, place);
    await renameHome(store, settings);
  } finally {
    await place.close();
  }
}
