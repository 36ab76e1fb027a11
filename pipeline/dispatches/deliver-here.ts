import { type BegunDispatch, setDispatchState } from '../delivery/ledger/dispatch-state.ts';
import type { Transport } from '../delivery/transport/transport.ts';
import { findTransport } from '../delivery/transports.ts';
import { createProblem, fail, ProblemError } from '../foundation/problems/problem.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Store } from '../store/store.ts';
import type { Deliverer, RunHere } from '../studio/studio.ts';
import { showDelivery } from './describe-delivery.ts';
import { deliverDispatch, reopenTransport } from './dispatch-issue.ts';

/**
 * Goes on with dispatches behind the studio's pages, as `courant send --resume` does. `stop` ends the runs cleanly:
 * what is under way is finished and written, the rest stays planned.
 */
export function createDeliverer(
  context: CommandContext,
  openStore: () => Promise<Store>,
): Deliverer & { stop(): Promise<void> } {
  const runs = new Map<number, RunHere & { readonly ended: Promise<void> }>();
  const stopping = new AbortController();
  const quiet = { ...context.terminal, progress() {} };
  const signal = AbortSignal.any([context.signal, stopping.signal]);

  async function run(newsletter: Newsletter, { dispatch }: BegunDispatch, transport: Transport) {
    try {
      const within = { ...context, terminal: quiet, signal };
      const report = await deliverDispatch(within, await openStore(), newsletter, dispatch, transport);
      context.terminal.note(showDelivery(transport.name, report));
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
      const transport = await reopenTransport(context, newsletter, begun);
      await setDispatchState(await openStore(), dispatch, {
        state: 'active',
        now: context.clock().getTime(),
      });
      // One that was paused may still be at its last message: it comes to its end first.
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
