import type { DeliveryReport } from '../delivery/deliver.ts';
import { type BegunDispatch, setDispatchState } from '../delivery/ledger/dispatch-state.ts';
import { replan } from '../delivery/ledger/replan.ts';
import { findTransport } from '../delivery/transports.ts';
import { createProblem, fail, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Store } from '../store/store.ts';
import { deliverDispatch } from './dispatch-issue.ts';
import { reopenTransport } from './open-transport.ts';
import { refuseHeld } from './refuse-held.ts';
import { type OpenIssue, planByName, type SendPlan, sendByName } from './send-by-name.ts';

/** Settled deliveries to plan again: all in a state, or one of them. */
export interface Retry {
  readonly state: 'rejected' | 'uncertain';
  readonly delivery?: number | undefined;
}

/** The run of a dispatch in this process. */
interface RunHere {
  readonly isUnderWay: boolean;
  /** The problems that stopped the run early. */
  readonly problems: readonly Problem[];
}

/** Begins and continues dispatches in this process, in the background. */
export interface Deliverer {
  /** Whether the transport is configured here. */
  can(transport: string): boolean;
  /**
   * Resumes a dispatch and returns once the run has begun. Messages go out in the background. Fails with the
   * problem that prevents it.
   */
  begin(newsletter: Newsletter, dispatch: BegunDispatch, again?: Retry): Promise<void>;
  /** Plans an issue as it would be sent now by name. Fails with the problem that forbids it. Records nothing. */
  plan(slug: string): Promise<SendPlan>;
  /**
   * Sends an issue by name and returns once its dispatch has begun. Fails with `plan-changed` unless the plan is
   * still the one with this fingerprint.
   */
  send(slug: string, fingerprint: string): Promise<void>;
  /** The latest run of a dispatch in this process; undefined when there was none. */
  run(dispatch: number): RunHere | undefined;
}

interface DelivererOptions {
  readonly openStore: () => Promise<Store>;
  /** Checks and renders an issue as it is on the disk. Rejects with its problems. */
  readonly openIssue: OpenIssue;
  /** Called when a run ends. */
  readonly onEnd: (transport: string, report: DeliveryReport) => void;
}

/**
 * Sends issues as `courant send` does, and continues dispatches as `courant send --resume` does. `stop` ends the
 * runs cleanly: attempts in progress are finished and recorded, and the other deliveries stay planned.
 */
export function createDeliverer(
  context: ProgramContext,
  { openStore, openIssue, onEnd }: DelivererOptions,
): Deliverer & { stop(): Promise<void> } {
  const runs = new Map<number, RunHere & { readonly ended: Promise<void> }>();
  const stopping = new AbortController();
  const signal = AbortSignal.any([context.signal, stopping.signal]);
  const within = { ...context, signal };
  let sending: Promise<unknown> = Promise.resolve();

  /** Keeps a run until another one of the same dispatch begins. */
  function track(dispatch: number, transport: string, delivering: Promise<DeliveryReport | undefined>): void {
    const ended = problemsOf(delivering, (report) => onEnd(transport, report)).then((problems) => {
      if (runs.get(dispatch)?.ended === ended) runs.set(dispatch, { isUnderWay: false, problems, ended });
    });
    runs.set(dispatch, { isUnderWay: true, problems: [], ended });
  }

  return {
    can: (transport) => findTransport(transport)?.isConfigured(context.environment) ?? false,
    async begin(newsletter, begun, again) {
      const { dispatch, issue, state } = begun;
      if (state === 'cancelled') fail('dispatch-cancelled', { issue });
      const store = await openStore();
      await refuseHeld(context, store, issue);
      const transport = await reopenTransport(context, newsletter, begun);
      const now = context.clock().getTime();
      if (again) await replan(store, dispatch, { ...again, now });
      await setDispatchState(store, dispatch, { state: 'active', now });
      // A run that was paused may still be sending its last message.
      const before = Promise.resolve(runs.get(dispatch)?.ended);
      const delivering = before.then(() => deliverDispatch(within, store, newsletter, dispatch, transport));
      track(dispatch, transport.name, delivering);
    },
    plan: async (slug) => planByName(context, await openStore(), openIssue, slug),
    send(slug, fingerprint) {
      // One at a time: the second of two requests then finds that the plan has changed.
      const turn = sending.then(async () => {
        const options = { openIssue, slug, fingerprint };
        const { dispatch, transport, delivering } = await sendByName(within, await openStore(), options);
        track(dispatch, transport, delivering);
      });
      sending = turn.catch(() => {}); // The caller gets the error.
      return turn;
    },
    run: (dispatch) => runs.get(dispatch),
    async stop() {
      stopping.abort();
      // A plan that has just been recorded becomes a run. One that is not complete is given up.
      await sending;
      await Promise.all([...runs.values()].map(({ ended }) => ended));
    },
  };
}

async function problemsOf(
  delivering: Promise<DeliveryReport | undefined>,
  onEnd: (report: DeliveryReport) => void,
): Promise<readonly Problem[]> {
  try {
    const report = await delivering;
    if (report) onEnd(report);
    return report?.problems ?? [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    return [createProblem('studio-failed', { reason: (error as Error).message })];
  }
}
