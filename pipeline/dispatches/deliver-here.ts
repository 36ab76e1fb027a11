import type { DeliveryReport } from '../delivery/deliver.ts';
import { type BegunDispatch, setDispatchState } from '../delivery/ledger/dispatch-state.ts';
import type { Transport } from '../delivery/transport/transport.ts';
import { findTransport } from '../delivery/transports.ts';
import { createProblem, fail, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Store } from '../store/store.ts';
import { deliverDispatch } from './dispatch-issue.ts';
import { reopenTransport } from './open-transport.ts';
import { refuseHeld } from './refuse-held.ts';

/** The run of a dispatch in this process. */
interface RunHere {
  readonly isUnderWay: boolean;
  /** The problems that stopped the run early. */
  readonly problems: readonly Problem[];
}

/** Continues dispatches in this process, in the background. */
export interface Deliverer {
  /** Whether the transport is configured here. */
  can(transport: string): boolean;
  /**
   * Resumes a dispatch and returns once the run has begun. Messages go out in the background. Fails with the
   * problem that prevents it.
   */
  begin(newsletter: Newsletter, dispatch: BegunDispatch): Promise<void>;
  /** The latest run of a dispatch in this process; undefined when there was none. */
  run(dispatch: number): RunHere | undefined;
}

/**
 * Continues dispatches as `courant send --resume` does, and calls `onEnd` when a run ends. `stop` ends the
 * runs cleanly: attempts in progress are finished and recorded, and the other deliveries stay planned.
 */
export function createDeliverer(
  context: ProgramContext,
  openStore: () => Promise<Store>,
  onEnd: (transport: string, report: DeliveryReport) => void,
): Deliverer & { stop(): Promise<void> } {
  const runs = new Map<number, RunHere & { readonly ended: Promise<void> }>();
  const stopping = new AbortController();
  const signal = AbortSignal.any([context.signal, stopping.signal]);

  async function run(newsletter: Newsletter, { dispatch }: BegunDispatch, transport: Transport) {
    try {
      const within = { ...context, signal };
      const report = await deliverDispatch(within, await openStore(), newsletter, dispatch, transport);
      onEnd(transport.name, report);
      return report.problems;
    } catch (error) {
      if (error instanceof ProblemError) return error.problems;
      return [createProblem('studio-failed', { reason: (error as Error).message })];
    }
  }

  return {
    can: (transport) => findTransport(transport)?.isConfigured(context.environment) ?? false,
    async begin(newsletter, begun) {
      const { dispatch, issue, state } = begun;
      if (state === 'cancelled') fail('dispatch-cancelled', { issue });
      await refuseHeld(context, await openStore(), issue);
      const transport = await reopenTransport(context, newsletter, begun);
      await setDispatchState(await openStore(), dispatch, {
        state: 'active',
        now: context.clock().getTime(),
      });
      // A run that was paused may still be sending its last message.
      const before = runs.get(dispatch)?.ended;
      const ended = Promise.resolve(before)
        .then(() => run(newsletter, begun, transport))
        .then((problems) => {
          if (runs.get(dispatch)?.ended === ended) runs.set(dispatch, { isUnderWay: false, problems, ended });
        });
      runs.set(dispatch, { isUnderWay: true, problems: [], ended });
    },
    run: (dispatch) => runs.get(dispatch),
    async stop() {
      stopping.abort();
      await Promise.all([...runs.values()].map(({ ended }) => ended));
    },
  };
}
