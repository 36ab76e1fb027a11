import { findTransport } from '../delivery/transports.ts';
import type { createDeliverer } from '../dispatches/deliver-here.ts';
import type { ProgramContext } from '../foundation/program/context.ts';

type Create = typeof createDeliverer;

/** A deliverer whose code is loaded when somebody plans or begins a dispatch for the first time. */
export function createLaterDeliverer(
  context: ProgramContext,
  options: Parameters<Create>[1],
): ReturnType<Create> {
  let loading: Promise<ReturnType<Create>> | undefined;
  let loaded: ReturnType<Create> | undefined;

  const deliverer = () => {
    loading ??= import('../dispatches/deliver-here.ts').then(({ createDeliverer }) => {
      loaded = createDeliverer(context, options);
      return loaded;
    });
    return loading;
  };

  return {
    can: (transport) => findTransport(transport)?.isConfigured(context.environment) ?? false,
    begin: async (newsletter, begun, again) => (await deliverer()).begin(newsletter, begun, again),
    plan: async (slug) => (await deliverer()).plan(slug),
    send: async (slug, fingerprint) => (await deliverer()).send(slug, fingerprint),
    run: (dispatch) => loaded?.run(dispatch),
    stop: async () => (await loading)?.stop(),
  };
}
